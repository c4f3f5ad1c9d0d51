import { fromData, type NdArray } from '@monge/ndarray';
import { layouts } from '@monge/ndarray/testing';
import {
  cosine,
  denseCost,
  euclidean,
  greatCircle,
  linearProblem,
  pNorm,
  pointCloud,
  sinkhorn,
  solve,
  squaredEuclidean,
} from '@monge/sinkhorn';
import { describe, expect, it } from 'vitest';
import { anyCosts, normals, unevenWeights } from '../support/samples.js';

const [n, m] = [9, 13];
const options = { epsilon: 0.4, threshold: 1e-10 } as const;
const weights = { a: unevenWeights(3, n), b: unevenWeights(4, m) };

/** Points that float32 has exactly. */
function exactPoints(key: number, count: number, dimension: number): NdArray<Float64Array> {
  return fromData(
    normals(key, count, dimension).data.map((value) => Math.round(64 * value) / 64),
    [count, dimension],
  );
}

describe('points in any layout and type', () => {
  const [x, y] = [exactPoints(1, n, 3), exactPoints(2, m, 3)];
  const expected = sinkhorn(x, y, { ...options, ...weights });

  const others = layouts(y.data, [m, 3]).reverse();
  const views = layouts(x.data, [n, 3]).map(({ name, array }, k) => ({
    name,
    array,
    other: others[k].array,
  }));
  it.each(views)('give the same answer to the bit: $name', ({ array, other }) => {
    const solution = sinkhorn(array, other, { ...options, ...weights });
    expect(solution.f.data).toEqual(expected.f.data);
    expect(solution.g.data).toEqual(expected.g.data);
  });

  it('give the same answer as nested numbers, and as plain records', () => {
    const nested = Array.from({ length: n }, (_, i) => Array.from(x.data.subarray(3 * i, 3 * i + 3)));
    const record = { data: y.data, shape: [m, 3], stride: [3, 1], offset: 0 };
    expect(sinkhorn(nested, record, { ...options, ...weights }).f.data).toEqual(expected.f.data);
  });

  it('are worked on in float64 when one cloud is, in float32 when both are', () => {
    const [x32, y32] = [x, y].map(({ data, shape }) => fromData(Float32Array.from(data), shape));
    expect(sinkhorn(x32, y, { ...options, ...weights }).f.data).toEqual(expected.f.data);
    expect(pointCloud(x32, y).dtype).toBe('float64');
    const single = sinkhorn(x32, y32, { ...options, ...weights, threshold: 1e-5 });
    expect(pointCloud(x32, y32).dtype).toBe('float32');
    expect(single.status).toBe('converged');
    expect(single.cost).toBeCloseTo(expected.cost, 4);
    expect(Math.abs(single.cost - expected.cost)).toBeGreaterThan(1e-12);
  });

  it('may be integers', () => {
    const rounded = x.data.map(Math.round);
    const integers = fromData(Int32Array.from(rounded), [n, 3]);
    const floats = fromData(rounded, [n, 3]);
    expect(sinkhorn(integers, y, options).cost).toBe(sinkhorn(floats, y, options).cost);
  });

  it('are copied: what happens to them later does not matter', () => {
    const mine = x.data.slice();
    const geometry = pointCloud(fromData(mine, [n, 3]), y);
    mine.fill(0);
    expect(solve(linearProblem(geometry, { ...weights, ...options }), options).f.data).toEqual(
      expected.f.data,
    );
  });

  it('on the line may be a plain array of numbers', () => {
    const u = [0.5, -1, 2];
    const v = Float64Array.of(0, 1);
    const column = sinkhorn(
      u.map((value) => [value]),
      [[0], [1]],
      options,
    );
    const line = sinkhorn(u, v, options);
    expect(line.f.data).toEqual(column.f.data);
    expect(line.transport().shape).toEqual([3, 1]);
    expect(pointCloud(u, v).shape).toEqual([3, 2]);
  });
});

describe('weights and matrices in any layout and type', () => {
  const matrix = anyCosts(5, n, m);
  const expected = solve(linearProblem(denseCost(matrix), { ...weights, ...options }), options);

  const views = layouts(matrix.data, [n, m]).map(({ name, array }, k) => ({
    name,
    array,
    a: layouts(weights.a, [n])[k].array,
    b: layouts(weights.b, [m])[k].array,
  }));
  it.each(views)('give the same answer to the bit: $name', ({ array, a, b }) => {
    const solution = solve(linearProblem(denseCost(array), { a, b, ...options }), options);
    expect(solution.f.data).toEqual(expected.f.data);
    expect(solution.g.data).toEqual(expected.g.data);
  });

  it('give the same answer as a point cloud with that cost', () => {
    const [x, y] = [normals(1, n, 2), normals(2, m, 2)];
    const costs = Float64Array.from({ length: n * m }, (_, at) => {
      const [i, j] = [Math.floor(at / m), at % m];
      return (x.get(i, 0) - y.get(j, 0)) ** 2 + (x.get(i, 1) - y.get(j, 1)) ** 2;
    });
    const dense = solve(
      linearProblem(denseCost(fromData(costs, [n, m])), { ...weights, ...options }),
      options,
    );
    expect(dense.cost).toBeCloseTo(sinkhorn(x, y, { ...weights, ...options }).cost, 10);
  });

  it('may be float32, which is then what is computed in', () => {
    const single = denseCost(fromData(Float32Array.from(matrix.data), [n, m]));
    expect(single.dtype).toBe('float32');
    const solution = solve(linearProblem(single, { ...weights, ...options }), { threshold: 1e-5 });
    expect(solution.cost).toBeCloseTo(expected.cost, 5);
  });
});

describe('the default ε', () => {
  /** The standard deviation under a ⊗ b, from its definition. */
  function bruteForce(costs: (i: number, j: number) => number, a: Float64Array, b: Float64Array): number {
    let [mass, mean, variance] = [0, 0, 0];
    for (const [i, u] of a.entries()) {
      for (const [j, v] of b.entries()) {
        mass += u * v;
        mean += u * v * costs(i, j);
      }
    }
    mean /= mass;
    for (const [i, u] of a.entries()) {
      for (const [j, v] of b.entries()) variance += (u * v * (costs(i, j) - mean) ** 2) / mass;
    }
    return Math.sqrt(variance);
  }

  const [x, y] = [normals(1, n, 2, 3), normals(2, m, 2, -1, 2)];
  const row = (points: NdArray<Float64Array>, i: number) => points.data.subarray(2 * i, 2 * i + 2);
  const custom = (u: Float64Array, v: Float64Array) => Math.abs(u[0] - v[1]) + u[1];
  const costs = {
    squaredEuclidean,
    euclidean,
    cosine,
    'p = 1': pNorm(1),
    'p = 3': pNorm(3),
    'great circle': greatCircle(),
    custom,
  };

  it.each(Object.entries(costs))('is 0.05 standard deviations of the costs: %s', (_, cost) => {
    const between = typeof cost === 'function' ? cost : cost.between;
    const geometry = pointCloud(x, y, { cost });
    const a = Float64Array.from(weights.a, (weight, i) => (i === 4 ? 0 : 3 * weight));
    const b = weights.b.map((weight) => weight * a.reduce((sum, one) => sum + one, 0));
    const uniform = { a: new Float64Array(n).fill(1 / n), b: new Float64Array(m).fill(1 / m) };
    for (const given of [{ a, b }, uniform]) {
      const { epsilon } = linearProblem(geometry, given);
      const expected = 0.05 * bruteForce((i, j) => between(row(x, i), row(y, j)), given.a, given.b);
      expect(Math.abs(epsilon / expected - 1)).toBeLessThan(1e-12);
    }
    expect(linearProblem(geometry).epsilon).toBe(linearProblem(geometry, uniform).epsilon);
  });

  it('is that of the matrix', () => {
    const matrix = anyCosts(5, n, m);
    const { epsilon } = linearProblem(denseCost(matrix), weights);
    expect(epsilon).toBeCloseTo(0.05 * bruteForce((i, j) => matrix.get(i, j), weights.a, weights.b), 14);
  });

  it('grows with the costs', () => {
    const far = (factor: number) =>
      linearProblem(
        pointCloud(
          fromData(
            x.data.map((value) => factor * value),
            [n, 2],
          ),
          fromData(
            y.data.map((value) => factor * value),
            [m, 2],
          ),
        ),
      ).epsilon;
    expect(far(1000) / far(1)).toBeCloseTo(1e6, 3);
  });

  it('does not lose its digits far from the origin', () => {
    const shifted = (points: NdArray<Float64Array>) =>
      fromData(
        points.data.map((value) => value + 2 ** 20),
        points.shape,
      );
    const here = linearProblem(pointCloud(x, y)).epsilon;
    expect(linearProblem(pointCloud(shifted(x), shifted(y))).epsilon / here).toBeCloseTo(1, 8);
  });

  it('is 1 where all costs are the same, so that there is a solution', () => {
    expect(
      linearProblem(
        denseCost([
          [2, 2],
          [2, 2],
        ]),
      ).epsilon,
    ).toBe(1);
    expect(
      linearProblem(
        pointCloud(
          [
            [0.1, 0.2],
            [0.1, 0.2],
          ],
          [[0.3, 0.4]],
        ),
      ).epsilon,
    ).toBe(1);
  });
});

describe('geometries refuse what they cannot use', () => {
  it('nothing at all', () => {
    const expected = 'of shape [n, d] with n, d ≥ 1 (points), or [n] on the line, got';
    expect(() => pointCloud([], [1])).toThrow(`sinkhorn.pointCloud: expected x ${expected} [0]`);
    expect(() => pointCloud([1], fromData(new Float64Array(0), [3, 0]))).toThrow(
      `sinkhorn.pointCloud: expected y ${expected} [3, 0]`,
    );
    expect(() => denseCost(fromData(new Float64Array(0), [0, 3]))).toThrow(
      'sinkhorn.denseCost: expected matrix of shape [n, m] with n, m ≥ 1 (costs from source i to target j), got [0, 3]',
    );
  });

  it('arrays of other shapes', () => {
    expect(() => pointCloud([[[1]]], [[1]])).toThrow(
      'sinkhorn.pointCloud: expected x of shape [n, d] with n, d ≥ 1 (points), or [n] on the line, got [1, 1, 1]',
    );
    expect(() =>
      pointCloud(
        [[1, 2]],
        [
          [1, 2, 3],
          [4, 5, 6],
        ],
      ),
    ).toThrow(
      'sinkhorn.pointCloud: expected y of shape [m, 2] (target points, of the dimension of x), got [2, 3]',
    );
    expect(() => denseCost([1, 2])).toThrow(
      'sinkhorn.denseCost: expected matrix of shape [n, m] with n, m ≥ 1 (costs from source i to target j), got [2]',
    );
  });

  it('numbers that are none', () => {
    expect(() =>
      pointCloud(
        [
          [1, 2],
          [3, Number.NaN],
        ],
        [[1, 2]],
      ),
    ).toThrow(
      'sinkhorn.pointCloud: expected coordinates in [−1e75, 1e75] in x (their squares are computed), got NaN at [1, 1]; drop, impute or rescale such points first',
    );
    expect(() => pointCloud([0], [1, -Infinity])).toThrow(
      'sinkhorn.pointCloud: expected coordinates in [−1e75, 1e75] in y (their squares are computed), got -Infinity at [1, 0]; drop, impute or rescale such points first',
    );
    expect(() =>
      denseCost([
        [0, 1, 2],
        [3, Infinity, 5],
      ]),
    ).toThrow(
      'sinkhorn.denseCost: expected costs in [−1e150, 1e150] in matrix, got Infinity at [1, 1]; use sparseCost where moves are forbidden',
    );
  });
});
