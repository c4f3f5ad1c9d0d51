import { fromData, type NdArray } from '@monge/ndarray';
import { createJavaScript, createWasm } from '@monge/ndarray/executors';
import { assertAllClose } from '@monge/ndarray/testing';
import {
  denseCost,
  euclidean,
  linearProblem,
  pNorm,
  pointCloud,
  type Solution,
  sinkhorn,
  solve,
  squaredEuclidean,
  transportOnLine,
} from '@monge/sinkhorn';
import { describe, expect, it } from 'vitest';
import { dtypes, engines } from './support/executors.js';
import { normals, unevenWeights } from './support/samples.js';

const total = (values: ArrayLike<number>) => Array.from(values).reduce((sum, value) => sum + value, 0);

const dot = (x: Float64Array, y: Float64Array) => x.reduce((sum, value, i) => sum + value * y[i], 0);

/** Everything in a solution that could be NaN. */
function numbersOf({
  cost,
  regularisedCost,
  dualCost,
  marginalErrors,
  errors,
  f,
  g,
  plan,
}: Solution): number[] {
  const { source, target } = marginalErrors;
  return [cost, regularisedCost, dualCost, source, target, ...errors, ...f.data, ...g.data, ...plan().data];
}

describe.each(engines)('small and degenerate problems, $name', ({ mode, executor }) => {
  const options = { mode, executor, threshold: 1e-12 } as const;

  it('move everything from one source', () => {
    const b = [0.2, 0.3, 0.5];
    const solution = sinkhorn([1], [0, 2, 5], { ...options, b, epsilon: 0.1 });
    expect(solution.status).toBe('converged');
    assertAllClose(solution.plan().data, b, { rtol: 1e-11 });
    expect(solution.cost).toBeCloseTo(0.2 + 0.3 + 0.5 * 16, 11);
    // One plan only: no information is lost.
    expect(solution.regularisedCost).toBeCloseTo(solution.cost, 11);
  });

  it('move everything to one target', () => {
    const x = normals(1, 2000, 1);
    const a = unevenWeights(2, 2000);
    const solution = sinkhorn(x, [3], { ...options, a });
    expect(solution.iterations).toBeLessThanOrEqual(2);
    assertAllClose(solution.plan().data, a, { rtol: 1e-9 });
    assertAllClose(solution.transport().data, new Float64Array(2000).fill(3), { rtol: 1e-13 });
  });

  it('move one point to another', () => {
    const { f, g, plan, cost } = sinkhorn([[1, 2]], [[4, 6]], { ...options, epsilon: 1 });
    expect(plan().data[0]).toBeCloseTo(1, 12);
    expect(f.data[0] + g.data[0]).toBeCloseTo(25, 12);
    expect(cost).toBeCloseTo(25, 12);
  });

  it('find the product of the weights where all costs are the same, near and far', () => {
    for (const cost of [squaredEuclidean, euclidean, pNorm(1)]) {
      for (const [n, m, here, there] of [
        [3, 2, 0.1, 0.1],
        [7, 11, 0.1, 0.7],
        [7, 11, -0.3, 123.4],
        [49, 3, 0.3, 0.3],
      ]) {
        const points = (count: number, at: number) => Array.from({ length: count }, () => [at, at / 3]);
        const a = unevenWeights(n, n);
        const solution = sinkhorn(points(n, here), points(m, there), { mode, executor, a, cost });
        expect(solution.status).toBe('converged');
        expect(solution.iterations).toBe(1);
        expect(solution.epsilon).toBe(1);
        const product = Float64Array.from({ length: n * m }, (_, at) => a[Math.floor(at / m)] / m);
        assertAllClose(solution.plan().data, product, { rtol: 1e-9 });
      }
    }
  });

  it('treat points that coincide as one', () => {
    const apart = sinkhorn([0, 0, 1, 1, 1], [2, 2, 0], { ...options, epsilon: 0.3 });
    const merged = sinkhorn([0, 1], [2, 0], { ...options, epsilon: 0.3, a: [0.4, 0.6], b: [2 / 3, 1 / 3] });
    expect(apart.cost).toBeCloseTo(merged.cost, 10);
    expect(apart.regularisedCost).toBeCloseTo(merged.regularisedCost, 10);
    expect(apart.f.data[0]).toBe(apart.f.data[1]);
    expect(apart.g.data[0]).toBe(apart.g.data[1]);
  });

  it('leave points without mass alone, however near and however small ε', () => {
    const x = [0, 1, 2];
    const y = [0, 1, 9, 10];
    const a = [0.3, 0, 0.7];
    const b = [0, 0, 0.6, 0.4];
    const solution = sinkhorn(x, y, { ...options, a, b, epsilon: 0.01, threshold: 1e-9 });
    expect(solution.status).toBe('converged');
    expect(numbersOf(solution).every(Number.isFinite)).toBe(true);
    expect(solution.cost).toBeCloseTo(transportOnLine(x, y, { a, b }).cost, 7);
    const { data } = solution.plan();
    expect(data.filter((_, at) => at % 4 < 2 || (at >= 4 && at < 8))).toEqual(new Float64Array(8));
  });

  it('leave points without mass alone, however many come first', () => {
    const [n, m, empty] = [620, 9, 600];
    const [x, y] = [normals(3, n, 2), normals(4, m, 2)];
    const a = unevenWeights(5, n).map((weight, i) => (i < empty ? 0 : weight));
    const rest = fromData(x.data.slice(2 * empty), [n - empty, 2]);
    const whole = sinkhorn(x, y, { ...options, a, epsilon: 0.3 });
    const part = sinkhorn(rest, y, { ...options, a: a.slice(empty), epsilon: 0.3 });
    expect(whole.status).toBe('converged');
    assertAllClose(whole.plan().data.slice(empty * m), part.plan().data, { rtol: 1e-9 });
    const back = sinkhorn(y, x, { ...options, b: a, epsilon: 0.3 });
    expect(back.cost).toBeCloseTo(whole.cost, 9);
  });

  it.each([1e-6, 1e-3, 1e3, 1e6])('move a mass of %d as a mass of 1, in proportion', (mass) => {
    const [x, y] = [normals(3, 9, 2), normals(4, 12, 2)];
    const [a, b] = [unevenWeights(5, 9), unevenWeights(6, 12)];
    const epsilon = 0.3;
    const unit = sinkhorn(x, y, { ...options, a, b, epsilon });
    const solution = sinkhorn(x, y, {
      ...options,
      a: a.map((weight) => mass * weight),
      b: b.map((weight) => mass * weight),
      epsilon,
    });
    expect(solution.status).toBe('converged');
    expect(solution.cost / mass).toBeCloseTo(unit.cost, 9);
    assertAllClose(
      solution.plan().data,
      unit.plan().data.map((entry) => mass * entry),
      { rtol: 1e-9 },
    );
    // P = a b exp(…) has one factor of the mass to spare.
    const shift = solution.f.data[0] + solution.g.data[0] - unit.f.data[0] - unit.g.data[0];
    expect(shift).toBeCloseTo(-epsilon * Math.log(mass), 9);
    expect(solution.marginalErrors.target).toBeLessThan(1e-11);
    // KL(P | a ⊗ b) = Σ P log(P/(a b)) − ΣP + Σa Σb, of which the last two only cancel for a mass of 1.
    const { f, g, problem } = solution;
    const information = solution.plan().data.reduce((sum, entry, at) => {
      const product = problem.a[Math.floor(at / 12)] * problem.b[at % 12];
      return sum + entry * Math.log(entry / product);
    }, 0);
    const regularised = solution.cost + epsilon * (information - mass + mass * mass);
    expect(solution.regularisedCost / regularised).toBeCloseTo(1, 9);
    const pairings = dot(problem.a, f.data) + dot(problem.b, g.data);
    expect(solution.dualCost / (pairings - epsilon * (mass - mass * mass))).toBeCloseTo(1, 9);
    expect(solution.dualCost / regularised).toBeCloseTo(1, 9);
  });
});

describe.each(engines)('every size of ε, $name', ({ mode, executor }) => {
  const [n, m] = [12, 17];
  const [x, y] = [normals(7, n, 1), normals(8, m, 1, 1)];
  const weights = { a: unevenWeights(9, n), b: unevenWeights(10, m) };
  const deviation = 20 * linearProblem(pointCloud(x, y), weights).epsilon;
  const exact = transportOnLine(x.data, y.data, weights).cost;
  const product = sinkhorn(x, y, { ...weights, epsilon: 1e9 }).cost;

  it.each(dtypes)('gives the answer or says that it does not, never NaN: %s', (dtype) => {
    const typed = (points: NdArray<Float64Array>) =>
      fromData(dtype === 'float32' ? Float32Array.from(points.data) : points.data, points.shape);
    const geometry = pointCloud(typed(x), typed(y));
    for (let power = -6; power <= 6; power++) {
      const epsilon = 10 ** power * deviation;
      const solution = solve(linearProblem(geometry, { ...weights, epsilon }), {
        mode,
        executor,
        threshold: 1e-4,
        maxIterations: 1000,
      });
      expect(numbersOf(solution).filter((value) => !Number.isFinite(value))).toEqual([]);
      if (solution.status !== 'converged') continue;
      expect(solution.marginalErrors.source).toBeLessThan(3e-4);
      expect(solution.marginalErrors.target).toBeLessThan(3e-4);
      expect(solution.cost).toBeGreaterThan(exact - 1e-2);
      expect(solution.cost).toBeLessThan(product + 1e-2);
    }
  });

  it('converges in float64 down to a ten-thousandth of the deviation of the costs', () => {
    for (const ratio of [1e-4, 1e-3, 1e-2, 0.1, 1, 10, 1e3, 1e6]) {
      const problem = linearProblem(pointCloud(x, y), { ...weights, epsilon: ratio * deviation });
      const solution = solve(problem, { mode, executor, threshold: 1e-4, maxIterations: 20_000 });
      expect(solution.status).toBe('converged');
    }
  });
});

describe('the limits of floats', () => {
  it.each([1e-30, 1e30])('leave a mass of %d to float32 as they leave a mass of 1', (mass) => {
    const single = (points: NdArray<Float64Array>) => fromData(Float32Array.from(points.data), points.shape);
    const [x, y] = [single(normals(1, 40, 2)), single(normals(2, 30, 2))];
    const share = (length: number) => new Float64Array(length).fill(mass / length);
    const unit = sinkhorn(x, y, { epsilon: 0.3, threshold: 1e-4 });
    const solution = sinkhorn(x, y, { a: share(40), b: share(30), epsilon: 0.3, threshold: 1e-4 });
    expect(solution.status).toBe('converged');
    expect(solution.cost / mass).toBeCloseTo(unit.cost, 4);
    expect(total(solution.plan().data) / mass).toBeCloseTo(1, 5);
    expect(total(solution.apply(new Float64Array(30).fill(1)).data) / mass).toBeCloseTo(1, 5);
  });

  it('do not make a cost of forbidden moves that are forbidden enough', () => {
    for (const executor of [createWasm(), createJavaScript()]) {
      const matrix = fromData(Float32Array.of(0, 1e38, 1e38, 1), [2, 2]);
      const problem = linearProblem(denseCost(matrix), { epsilon: 0.1 });
      const solution = solve(problem, { executor, threshold: 1e-6 });
      expect(solution.status).toBe('converged');
      expect(solution.cost).toBeCloseTo(0.5, 6);
    }
  });

  it.each(engines)('do not show where the origin is, $name', ({ mode, executor }) => {
    // In sixty-fourths, so that points a million away are exact too.
    const near = (key: number, count: number) =>
      normals(key, count, 2).data.map((value) => Math.round(64 * value) / 64);
    const at = (points: Float64Array, offset: number) =>
      fromData(
        points.map((value) => value + offset),
        [points.length / 2, 2],
      );
    const [x, y] = [near(1, 40), near(2, 30)];
    const options = { mode, executor, threshold: 1e-9 } as const;
    const here = sinkhorn(at(x, 0), at(y, 0), options);
    const there = sinkhorn(at(x, 2 ** 20), at(y, 2 ** 20), options);
    expect(there.status).toBe('converged');
    expect(there.epsilon / here.epsilon).toBeCloseTo(1, 9);
    expect(there.cost).toBeCloseTo(here.cost, 7);
    const single = (points: NdArray<Float64Array>) => fromData(Float32Array.from(points.data), points.shape);
    const far = sinkhorn(single(at(x, 2 ** 12)), single(at(y, 2 ** 12)), { ...options, threshold: 1e-4 });
    expect(far.status).toBe('converged');
    expect(far.cost).toBeCloseTo(here.cost, 3);
  });

  it('end a solve as diverged that runs out of iterations with a plan of far too much mass', () => {
    const points = pointCloud(normals(1, 30, 2), normals(2, 20, 2));
    const problem = linearProblem(points, { epsilon: 1e-18 });
    const solution = solve(problem, { epsilonScaling: {}, maxIterations: 50 });
    expect(solution.marginalErrors.source).toBeGreaterThan(2);
    expect(solution.status).toBe('diverged');
  });

  it('end a solve as diverged where the costs over ε are infinite', () => {
    const geometry = pointCloud([0, 1e75], [-1e75, 5]);
    const solution = solve(linearProblem(geometry, { epsilon: 1e-200 }), { maxIterations: 50 });
    expect(solution.status).toBe('diverged');
  });

  it('take costs that are equal up to rounding as equal, whatever ε is made of them', () => {
    const circle = Array.from({ length: 40 }, (_, i) => [Math.cos(i), Math.sin(i)]);
    for (const cost of [euclidean, squaredEuclidean]) {
      const solution = sinkhorn(circle, [[0, 0]], { cost, threshold: 1e-9 });
      expect(solution.status).toBe('converged');
      expect(solution.cost).toBeCloseTo(1, 12);
    }
    const matrix = [
      [0.1 + 0.2, 0.3],
      [0.3, 0.3],
    ];
    const solution = solve(linearProblem(denseCost(matrix)), { threshold: 1e-9 });
    expect(solution.status).toBe('converged');
    expect(solution.cost).toBeCloseTo(0.3, 12);
  });

  it('are no convergence where float32 has no digits left for the plan', () => {
    const matrix = fromData(Float32Array.of(0, 1, -10, 1, 0, -20), [2, 3]);
    const problem = linearProblem(denseCost(matrix), { a: [0.3, 0.7], b: [0.5, 0.25, 0.25], epsilon: 2e-5 });
    const solution = solve(problem, { threshold: 1e-6, maxIterations: 10_000 });
    const { source, target } = solution.marginalErrors;
    expect(Math.max(source, target)).toBeGreaterThan(1e-3);
    expect(solution.status).toBe('maxIterations');
    expect(total(solution.plan().data)).toBeCloseTo(1, 1);
  });
});
