import { fromData, type NdArray } from '@monge/ndarray';
import { assertAllClose } from '@monge/ndarray/testing';
import { uniform } from '@monge/random';
import {
  cosine,
  euclidean,
  greatCircle,
  pNorm,
  type Solution,
  sinkhorn,
  squaredEuclidean,
} from '@monge/sinkhorn';
import { describe, expect, it } from 'vitest';
import { executors } from '../support/executors.js';
import { normals, unevenWeights } from '../support/samples.js';

const [n, m] = [23, 31];
const weights = { a: unevenWeights(1, n), b: unevenWeights(2, m) };
const [x, y] = [normals(3, n, 2, 2), normals(4, m, 2, -1)];

/** Σ_j P_ij y_j / Σ_j P_ij */
function barycentres(solution: Solution, targets: NdArray<Float64Array>): Float64Array {
  const { shape, data } = solution.plan();
  const [rows, columns] = shape;
  const [, d] = targets.shape;
  const result = new Float64Array(rows * d);
  for (let i = 0; i < rows; i++) {
    let mass = 0;
    for (let j = 0; j < columns; j++) {
      mass += data[i * columns + j];
      for (let k = 0; k < d; k++) result[i * d + k] += data[i * columns + j] * targets.get(j, k);
    }
    for (let k = 0; k < d; k++) result[i * d + k] /= mass;
  }
  return result;
}

const steep = (u: Float64Array, v: Float64Array) => Math.max(u[0] - v[0], 0) ** 2 + Math.abs(u[1] - v[1]);

describe.each(executors)('the entropic map on $name', (executor) => {
  const costs = {
    squaredEuclidean,
    euclidean,
    'p = 3': pNorm(3),
    cosine,
    'a cost that is not symmetric': steep,
  };

  // OTT-JAX counts the target weights twice here, which only uneven weights show.
  it.each(Object.entries(costs))(
    'is the mean of the targets under the plan, weights uneven: %s',
    (_, cost) => {
      const solution = sinkhorn(x, y, { ...weights, cost, epsilon: 0.5, threshold: 1e-9, executor });
      const map = solution.transport();
      expect(map.shape).toEqual([n, 2]);
      assertAllClose(map.data, barycentres(solution, y), { rtol: 1e-10, atol: 1e-10 });
      assertAllClose(solution.transport(x).data, map.data, { rtol: 1e-12 });
    },
  );

  it.each(Object.entries(costs))('goes back too: %s', (_, cost) => {
    const there = sinkhorn(x, y, {
      ...weights,
      cost,
      epsilon: 0.5,
      threshold: 1e-12,
      maxIterations: 9999,
      executor,
    });
    const between = typeof cost === 'function' ? cost : cost.between;
    const back = sinkhorn(y, x, {
      a: weights.b,
      b: weights.a,
      cost: (u, v) => between(v, u),
      epsilon: 0.5,
      threshold: 1e-12,
      maxIterations: 9999,
      executor,
    });
    const map = there.transport(undefined, { from: 'target' });
    expect(map.shape).toEqual([m, 2]);
    assertAllClose(map.data, back.transport().data, { rtol: 1e-8, atol: 1e-8 });
    const points = normals(9, 5, 2);
    assertAllClose(there.transport(points, { from: 'target' }).data, back.transport(points).data, {
      rtol: 1e-8,
      atol: 1e-8,
    });
  });

  it('maps points that were not in the problem, by its formula', () => {
    const epsilon = 0.7;
    const { g, transport, problem } = sinkhorn(x, y, { ...weights, epsilon, threshold: 1e-9, executor });
    const points = normals(7, 6, 2, 1);
    const expected = new Float64Array(12);
    for (let i = 0; i < 6; i++) {
      let total = 0;
      for (let j = 0; j < m; j++) {
        const cost = (points.get(i, 0) - y.get(j, 0)) ** 2 + (points.get(i, 1) - y.get(j, 1)) ** 2;
        const density = problem.b[j] * Math.exp((g.data[j] - cost) / epsilon);
        total += density;
        expected[2 * i] += density * y.get(j, 0);
        expected[2 * i + 1] += density * y.get(j, 1);
      }
      expected[2 * i] /= total;
      expected[2 * i + 1] /= total;
    }
    assertAllClose(transport(points).data, expected, { rtol: 1e-11 });
  });

  it('takes means on the sphere for great circles', () => {
    const places = (key: number, count: number) => {
      const { data } = uniform(key, [count, 2], { low: -1 });
      // Around the date line, where a mean of longitudes would be on the other side of the Earth.
      const around = data.map((u, at) => (at % 2 === 0 ? 180 + 20 * u - (u > 0 ? 360 : 0) : 50 * u));
      return fromData(around, [count, 2]);
    };
    const [from, to] = [places(11, n), places(12, m)];
    const solution = sinkhorn(from, to, { ...weights, cost: greatCircle(), threshold: 1e-6, executor });
    const unit = (points: NdArray<Float64Array>) =>
      fromData(
        Float64Array.from({ length: points.shape[0] * 3 }, (_, at) => {
          const i = Math.floor(at / 3);
          const [longitude, latitude] = [points.get(i, 0), points.get(i, 1)].map(
            (degrees) => (degrees * Math.PI) / 180,
          );
          return [
            Math.cos(latitude) * Math.cos(longitude),
            Math.cos(latitude) * Math.sin(longitude),
            Math.sin(latitude),
          ][at % 3];
        }),
        [points.shape[0], 3],
      );
    const map = solution.transport();
    const expected = barycentres(solution, unit(to));
    for (let i = 0; i < n; i++) {
      const length = Math.hypot(expected[3 * i], expected[3 * i + 1], expected[3 * i + 2]);
      for (let k = 0; k < 3; k++) expected[3 * i + k] /= length;
    }
    assertAllClose(unit(map).data, expected, { atol: 1e-12 });
    expect(map.data.every((degrees, at) => at % 2 === 1 || Math.abs(degrees) > 155)).toBe(true);
  });
});

describe('limits of the entropic map', () => {
  it('is the identity between a cloud and itself at small ε', () => {
    const map = sinkhorn(x, x, { epsilon: 1e-3, threshold: 1e-6 }).transport();
    assertAllClose(map.data, x.data, { atol: 0.01 });
  });

  it('is the mean of the targets at large ε', () => {
    const map = sinkhorn(x, y, { ...weights, epsilon: 1e7 }).transport();
    const mean = [0, 1].map((k) => weights.b.reduce((sum, weight, j) => sum + weight * y.get(j, k), 0));
    for (let i = 0; i < n; i++)
      expect(Array.from(map.data.subarray(2 * i, 2 * i + 2))).toEqual(
        mean.map((value) => expect.closeTo(value, 5)),
      );
  });

  it('moves along with the clouds in float32, however far they are', () => {
    const shifted = (points: NdArray<Float64Array>, by: number) =>
      fromData(
        Float32Array.from(points.data, (value) => Math.fround(value) + by),
        points.shape,
      );
    const options = { ...weights, epsilon: 0.5, threshold: 1e-5 };
    // 2⁸ and its like leave the coordinates 15 digits behind the point.
    const here = sinkhorn(shifted(x, 0), shifted(y, 0), options).transport();
    const there = sinkhorn(shifted(x, 256), shifted(y, 256), options).transport();
    const back = there.data.map((value) => value - 256);
    assertAllClose(back, here.data, { atol: 1e-3 });
  });

  it('computes a cost that is not fused once', () => {
    let calls = 0;
    const cost = (u: Float64Array, v: Float64Array) => {
      calls++;
      return Math.abs(u[0] - v[0]);
    };
    const solution = sinkhorn(x, y, { cost, epsilon: 0.5 });
    solution.transport();
    solution.transport(undefined, { from: 'target' });
    solution.plan();
    expect(calls).toBe(n * m);
  });

  it('refuses a side that is none', () => {
    const { transport } = sinkhorn([0], [1]);
    // @ts-expect-error: what JavaScript may pass
    expect(() => transport([0], { from: 'left' })).toThrow(
      "solution.transport: expected from 'source' or 'target' (side of the points), got left",
    );
  });
});
