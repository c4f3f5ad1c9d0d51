import { concat, fromData, matmul, transpose } from '@monge/ndarray';
import { normal } from '@monge/random';
import {
  certificate,
  cosine,
  costFactors,
  denseCost,
  euclidean,
  gradient,
  linearProblem,
  lowRankCost,
  type PointCloud,
  planVjp,
  pointCloud,
  solve,
  solveAsync,
  solveExactly,
  solveSymmetric,
  solveSymmetricAsync,
} from '@monge/sinkhorn';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asDense } from '../support/as-dense.js';
import { deviation } from '../support/deviation.js';
import { createDevice } from '../support/device.js';
import { engines } from '../support/executors.js';
import { expectSameSolution } from '../support/expect-same-solution.js';
import { normals, unevenWeights } from '../support/samples.js';

describe('costs of low rank are the same as their matrix', () => {
  const lengths = fc.integer({ min: 1, max: 9 });

  it.each(engines)('for any factors and marginals: $name', ({ mode, executor }) => {
    fc.assert(
      fc.property(
        fc.record({
          n: lengths,
          m: lengths,
          rank: fc.integer({ min: 1, max: 4 }),
          key: fc.integer({ min: 0, max: 1000 }),
        }),
        fc.constantFrom({}, { tauA: 0.9, tauB: 0.7 }, { tauA: 0.5 }),
        ({ n, m, rank, key }, tau) => {
          // Features that differ in size, and are not around zero.
          const left = normals(2 * key, n, rank, 2);
          const right = fromData(
            normals(2 * key + 1, m, rank, -1, 0.3).data.map((value, at) => value * 10 ** -(at % rank)),
            [m, rank],
          );
          const geometry = lowRankCost(left, right);
          const weights = { a: unevenWeights(key, n), b: unevenWeights(key + 1, m), ...tau, epsilon: 0.5 };
          const options = { mode, executor, threshold: 1e-12, acceleration: 'none' } as const;
          const dense = denseCost(matmul(left, transpose(right)));
          const [one, other] = [geometry, dense].map((geometry) =>
            solve(linearProblem(geometry, weights), options),
          );
          expectSameSolution(one, other, 1e-12);
        },
      ),
      { numRuns: 25 },
    );
  });

  it('with more than a thousand points, and in the default ε', () => {
    const geometry = lowRankCost(normals(1, 1100, 6), normals(2, 1000, 6, 0.5));
    const weights = { a: unevenWeights(1, 1100), b: unevenWeights(2, 1000) };
    const { epsilon } = linearProblem(geometry, weights);
    expect(epsilon / linearProblem(asDense(geometry), weights).epsilon).toBeCloseTo(1, 12);
    const options = { threshold: 1e-6, acceleration: 'none' } as const;
    const problem = { ...weights, epsilon: 20 * epsilon };
    const [one, other] = [geometry, asDense(geometry)].map((geometry) =>
      solve(linearProblem(geometry, problem), options),
    );
    expect(one.iterations).toBe(other.iterations);
    expect(one.cost).toBeCloseTo(other.cost, 10);
    expect(deviation(one.g.data, other.g.data)).toBeLessThan(1e-10);
  });

  it('in float32 where both factors are', () => {
    const [left, right] = [normals(1, 30, 3), normals(2, 40, 3)].map(({ data, shape }) =>
      fromData(Float32Array.from(data), shape),
    );
    const geometry = lowRankCost(left, right);
    expect(geometry.dtype).toBe('float32');
    const [one, other] = [geometry, asDense(geometry)].map((geometry) =>
      solve(linearProblem(geometry, { epsilon: 0.5 }), { threshold: 1e-5 }),
    );
    expect(one.status).toBe('converged');
    expect(Math.abs(one.cost - other.cost)).toBeLessThan(1e-4);
    expect(lowRankCost(left, fromData(Float64Array.from(right.data), right.shape)).dtype).toBe('float64');
  });
});

describe('on a device', () => {
  const [n, m, rank] = [23, 31, 3];
  const geometry = lowRankCost(normals(1, n, rank, 2), normals(2, m, rank, -1, 0.3));
  const weights = {
    a: unevenWeights(1, n),
    b: unevenWeights(2, m).map((weight) => 2 * weight),
    epsilon: 0.5,
  };
  const options = { threshold: 0, maxIterations: 23, acceleration: 'none' } as const;

  it.each([
    { tauA: 0.9, tauB: 0.7 },
    { tauA: 1, tauB: 0.8 },
    { tauA: 0.3, tauB: 1 },
  ])('takes the steps of solve, for τ = $tauA and $tauB', async (taus) => {
    const problem = linearProblem(geometry, { ...weights, ...taus });
    const { device, calls } = createDevice();
    const expected = solve(problem, { ...options, mode: 'log' });
    const found = await solveAsync(problem, { ...options, executor: device });
    expect(deviation(found.errors, expected.errors)).toBeLessThan(1e-10);
    expectSameSolution(found, expected, 1e-11);
    const accelerated = await solveAsync(problem, {
      executor: device,
      threshold: 1e-9,
      init: { f: found.f },
    });
    expect(deviation([accelerated.cost], [solve(problem, { threshold: 1e-10 }).cost])).toBeLessThan(1e-7);
    expect(calls.unreleased).toBe(0);
  });

  it.each([1, 0.6])('takes averaged steps where the two factors differ, for τ = %d', async (tau) => {
    const [u, v] = [normals(3, n, rank, 2), normals(4, n, rank, -1, 0.3)];
    const symmetric = lowRankCost(concat([u, v], { axis: 1 }), concat([v, u], { axis: 1 }));
    const problem = linearProblem(symmetric, {
      a: weights.a,
      b: weights.a,
      tauA: tau,
      tauB: tau,
      epsilon: 5,
    });
    const limits = { threshold: 0, maxIterations: 6 } as const;
    const expected = solveSymmetric(problem, { ...limits, mode: 'log' });
    const found = await solveSymmetricAsync(problem, { ...limits, executor: createDevice().device });
    expect(deviation(found.f.data, expected.f.data)).toBeLessThan(1e-12);
    expect(deviation([found.cost], [expected.cost])).toBeLessThan(1e-12);
  });
});

describe('what it has in common with points', () => {
  const [x, y] = [normals(1, 30, 3, 5), normals(2, 25, 3, 4)];
  const options = { threshold: 1e-11, acceleration: 'none' } as const;
  const weights = { a: unevenWeights(1, 30), b: unevenWeights(2, 25), epsilon: 0.7 };

  it('the plan for −2 x·y is that for |x − y|²', () => {
    const product = lowRankCost(
      fromData(
        x.data.map((value) => -2 * value),
        [30, 3],
      ),
      y,
    );
    const one = solve(linearProblem(product, weights), options);
    const other = solve(linearProblem(pointCloud(x, y), weights), options);
    expect(deviation(one.plan().data, other.plan().data)).toBeLessThan(1e-12);
  });

  it('squared distances have factors of rank d + 2, and cosine distances of as many', () => {
    for (const [cost, rank] of [
      [undefined, 5],
      [cosine, 5],
    ] as const) {
      const cloud = pointCloud(x, y, cost === undefined ? {} : { cost });
      const { left, right } = costFactors(cloud);
      expect(left.shape).toEqual([30, rank]);
      expect(deviation(matmul(left, transpose(right)).data, costsOf(cloud))).toBeLessThan(1e-12);
      const factored = solve(linearProblem(lowRankCost(left, right), weights), options);
      expectSameSolution(factored, solve(linearProblem(cloud, weights), options), 1e-11);
    }
  });

  function costsOf(cloud: PointCloud): Float64Array {
    const costs = new Float64Array(30 * 25);
    for (let i = 0; i < 30; i++) cloud.costRow(i, costs.subarray(i * 25, (i + 1) * 25));
    return costs;
  }

  it('the factors of squared distances lose no digits, however far the points are apart', () => {
    // As many points as make the mean of a column of ones exact: what is left of it is zero, and no size to be balanced with.
    const [x, y] = [normals(11, 64, 2, 1e4, 1e5), normals(12, 32, 2, -1e5, 1e4)];
    const { left, right } = costFactors(pointCloud(x, y));
    const weights = { a: unevenWeights(13, 64), b: unevenWeights(14, 32) };
    const exact = linearProblem(pointCloud(x, y), weights);
    const options = { threshold: 1e-11, acceleration: 'none', maxIterations: 500 } as const;
    const given = { ...weights, epsilon: exact.epsilon };
    const expected = solve(exact, options);
    const found = solve(linearProblem(lowRankCost(left, right), given), options);
    expect(found.cost / expected.cost).toBeCloseTo(1, 12);
    expect(deviation(found.plan().data, expected.plan().data)).toBeLessThan(1e-12);
    const [single, other] = [left, right].map(({ data, shape }) => fromData(Float32Array.from(data), shape));
    const rough = solve(linearProblem(lowRankCost(single, other), given), { threshold: 1e-4 });
    expect(rough.status).toBe('converged');
    expect(rough.cost / expected.cost).toBeCloseTo(1, 3);
  });

  it('its own factors are a copy', () => {
    const geometry = lowRankCost(x, y);
    const { left } = costFactors(geometry);
    expect(left.data).toEqual(x.data);
    left.data.fill(0);
    expect(geometry.left).toEqual(x.data);
  });

  it('exact transport, and a certificate', () => {
    const geometry = lowRankCost(x, y);
    const exact = solveExactly(linearProblem(geometry, weights)).cost;
    const { lowerBound, upperBound } = certificate(solve(linearProblem(geometry, weights), options));
    expect(lowerBound).toBeLessThanOrEqual(exact);
    expect(upperBound).toBeGreaterThanOrEqual(exact);
  });
});

describe('derivatives by the factors', () => {
  const [n, m, rank] = [9, 7, 3];
  const [left, right] = [normals(1, n, rank), normals(2, m, rank)];
  const weights = { a: unevenWeights(1, n), b: unevenWeights(2, m), epsilon: 0.8 };
  const solved = (left: Float64Array, right: Float64Array) =>
    solve(linearProblem(lowRankCost(fromData(left, [n, rank]), fromData(right, [m, rank])), weights), {
      threshold: 1e-13,
    });
  const moved = (values: Float64Array, by: Float64Array, step: number) =>
    values.map((value, at) => value + step * by[at]);
  const [u, v] = [normal(3, [n * rank]).data, normal(4, [m * rank]).data];
  const step = 1e-5;
  const between = (value: (left: Float64Array, right: Float64Array) => number) =>
    (value(moved(left.data, u, step), moved(right.data, v, step)) -
      value(moved(left.data, u, -step), moved(right.data, v, -step))) /
    (2 * step);
  const along = ({ x, y }: { x(): { data: Float64Array }; y(): { data: Float64Array } }) =>
    x().data.reduce((sum, value, at) => sum + value * u[at], 0) +
    y().data.reduce((sum, value, at) => sum + value * v[at], 0);

  it('of the regularised cost are central differences', () => {
    const found = gradient(solved(left.data, right.data));
    expect(found.x().shape).toEqual([n, rank]);
    expect(found.y().shape).toEqual([m, rank]);
    expect(along(found)).toBeCloseTo(
      between((left, right) => solved(left, right).regularisedCost),
      8,
    );
  });

  it('of the plan too', () => {
    const cotangent = normal(5, [n, m]);
    const value = (left: Float64Array, right: Float64Array) =>
      solved(left, right)
        .plan()
        .data.reduce((sum, mass, at) => sum + mass * cotangent.data[at], 0);
    expect(along(planVjp(solved(left.data, right.data), cotangent))).toBeCloseTo(between(value), 7);
  });
});

describe('edges and errors', () => {
  it('features that are all the same, or zero: every plan costs as much', () => {
    for (const value of [0, 3]) {
      const solution = solve(linearProblem(lowRankCost([[value], [value]], [[value], [value], [value]])));
      expect(solution.cost).toBeCloseTo(value * value, 14);
      expect(deviation(solution.plan().data, new Float64Array(6).fill(1 / 6))).toBeLessThan(1e-15);
    }
  });

  it('a measure against itself, where the product is symmetric', () => {
    const x = normals(1, 12, 3);
    expect(solveSymmetric(linearProblem(lowRankCost(x, x), { epsilon: 1 })).status).toBe('converged');
    expect(() =>
      solveSymmetric(
        linearProblem(
          lowRankCost(
            [
              [1, 0],
              [0, 1],
            ],
            [
              [0, 1],
              [2, 0],
            ],
          ),
        ),
      ),
    ).toThrow('expected symmetric costs');
  });

  it('shapes and numbers that do not fit', async () => {
    expect(() => lowRankCost([[1, 2]], [[1]])).toThrow(
      'sinkhorn.lowRankCost: expected right of shape [m, 2] (features of the targets, as many as left has), got [1, 1]',
    );
    expect(() => lowRankCost([1], [[1]])).toThrow(
      'sinkhorn.lowRankCost: expected left of shape [n, r] with n, r ≥ 1 (features), got [1]',
    );
    expect(() => lowRankCost([[1]], [[1], [Number.NaN]])).toThrow(
      'in right (they are multiplied), got NaN at [1, 0]',
    );
    for (const geometry of [
      denseCost([[1]]),
      pointCloud([[1]], [[2]], { cost: euclidean }),
      pointCloud([[1]], [[2]], { cost: () => 1 }),
    ]) {
      expect(() => costFactors(geometry)).toThrow(
        'sinkhorn.costFactors: expected costs of low rank, or points with squared distances, got',
      );
    }
    const problem = linearProblem(lowRankCost([[1]], [[1]]));
    expect(() => solve(problem).transport()).toThrow('got costs of low rank; use apply');
  });
});
