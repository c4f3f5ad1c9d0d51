import { DomainError, fromData, type NdArray, ShapeError } from '@monge/ndarray';
import {
  denseCost,
  type LinearProblem,
  linearProblem,
  pointCloud,
  type Solution,
  type SolveOptions,
  solve,
  solveExactly,
} from '@monge/sinkhorn';
import { describe, expect, it } from 'vitest';
import { accelerations } from './support/accelerations.js';
import { dtypes, modes } from './support/executors.js';
import { normals, unevenWeights } from './support/samples.js';

const ways = modes.flatMap((mode) =>
  dtypes.flatMap((dtype) =>
    accelerations.map(({ name, acceleration }) => ({ name, mode, dtype, acceleration })),
  ),
);

const tolerance = { float64: 1e-9, float32: 1e-4 };

/** Everything in a solution that could be NaN. */
function numbersOf({ cost, mass, regularisedCost, dualCost, marginalErrors, errors, f, g, plan }: Solution) {
  const { source, target } = marginalErrors;
  return [
    cost,
    mass,
    regularisedCost,
    dualCost,
    source,
    target,
    ...errors,
    ...f.data,
    ...g.data,
    ...plan().data,
  ];
}

describe.each(ways)('$mode in $dtype, acceleration $name', ({ mode, dtype, acceleration }) => {
  const within = tolerance[dtype];
  const options: SolveOptions = { mode, acceleration, threshold: within, maxIterations: 20_000 };
  const typed = (points: NdArray<Float64Array>) =>
    fromData(dtype === 'float32' ? Float32Array.from(points.data) : points.data, points.shape);

  function solved(problem: LinearProblem): Solution {
    const solution = solve(problem, options);
    expect(solution.status).toBe('converged');
    expect(numbersOf(solution).every(Number.isFinite)).toBe(true);
    return solution;
  }

  it('solves with zero weights and points that coincide, with mass on them or not', () => {
    const x = typed(normals(1, 24, 2));
    const y = fromData(
      Float64Array.from({ length: 40 }, (_, k) => x.data[k % 8]),
      [20, 2],
    );
    const a = unevenWeights(3, 24).map((weight, i) => (i % 3 === 0 ? 0 : weight));
    const b = unevenWeights(4, 20).map((weight, j) => (j % 4 === 1 ? 0 : weight));
    const normalised = (weights: Float64Array) => {
      const total = weights.reduce((sum, weight) => sum + weight, 0);
      return weights.map((weight) => weight / total);
    };
    const weights = { a: normalised(a), b: normalised(b) };
    const { plan } = solved(linearProblem(pointCloud(x, typed(y)), { ...weights, epsilon: 0.1 }));
    const misplaced = plan().data.filter((mass, at) => mass > 0 && a[Math.floor(at / 20)] * b[at % 20] === 0);
    expect(misplaced).toHaveLength(0);
  });

  it('solves for one source, for one target, and for one of each', () => {
    const [one, many] = [typed(normals(1, 1, 3)), typed(normals(2, 7, 3))];
    for (const [x, y] of [
      [one, many],
      [many, one],
      [one, one],
    ]) {
      const solution = solved(linearProblem(pointCloud(x, y), { epsilon: 0.5 }));
      expect(Math.abs(solution.mass - 1)).toBeLessThan(10 * within);
      expect(solution.iterations).toBeLessThanOrEqual(3);
    }
  });

  it('solves for masses that differ by 1e-9 as for equal ones', () => {
    const points = pointCloud(typed(normals(1, 12, 2)), typed(normals(2, 15, 2)));
    const b = unevenWeights(2, 15);
    const equal = solved(linearProblem(points, { a: unevenWeights(1, 12), b, epsilon: 0.3 }));
    const more = b.map((weight) => weight * (1 + 1e-9));
    const different = solved(linearProblem(points, { a: unevenWeights(1, 12), b: more, epsilon: 0.3 }));
    expect(Math.abs(different.cost / equal.cost - 1)).toBeLessThan(2 * within);
  });

  it('gives an answer or says that it has none, for ε from 1e-6 to 1e6 of the costs, balanced or not', () => {
    const points = pointCloud(typed(normals(1, 9, 2)), typed(normals(2, 11, 2, 1)));
    const weights = { a: unevenWeights(3, 9), b: unevenWeights(4, 11) };
    const unit = 20 * linearProblem(points, weights).epsilon;
    const exact = solveExactly(linearProblem(points, weights)).cost;
    const product = solve(linearProblem(points, { ...weights, epsilon: 1e9 * unit })).cost;
    for (let power = -6; power <= 6; power += 2) {
      const epsilon = 10 ** power * unit;
      const [balanced, unbalanced] = [{}, { tauA: 0.5, tauB: 0.9 }].map((taus) =>
        solve(linearProblem(points, { ...weights, epsilon, ...taus }), {
          ...options,
          threshold: 1e-3,
          maxIterations: 2000,
        }),
      );
      for (const solution of [balanced, unbalanced]) {
        expect(numbersOf(solution).filter((value) => !Number.isFinite(value))).toEqual([]);
        const { source, target } = solution.marginalErrors;
        const converged = solution.status === 'converged';
        expect(converged || power < -2).toBe(true);
        expect(!converged || Math.max(source, target) < 2.1e-3).toBe(true);
      }
      const between = balanced.cost > exact - 1e-2 * unit && balanced.cost < product + 1e-2 * unit;
      expect(between || balanced.status !== 'converged').toBe(true);
    }
  });
});

describe('what is no problem is an error that says so:', () => {
  const finite = [
    [0, 1],
    [2, 3],
  ];
  const refusals: [string, () => unknown, typeof DomainError | typeof ShapeError][] = [
    ['NaN among coordinates', () => pointCloud([[0, Number.NaN]], finite), DomainError],
    ['∞ among coordinates', () => pointCloud(finite, [[0, Infinity]]), DomainError],
    ['NaN among costs', () => denseCost([[0, Number.NaN]]), DomainError],
    ['∞ among costs', () => denseCost([[0, -Infinity]]), DomainError],
    [
      'points without coordinates',
      () => pointCloud(fromData(new Float64Array(0), [3, 0]), finite),
      ShapeError,
    ],
    ['no points', () => pointCloud(fromData(new Float64Array(0), [0, 2]), finite), ShapeError],
    ['clouds of different dimensions', () => pointCloud([[0, 0, 0]], finite), ShapeError],
    [
      'NaN among weights',
      () => linearProblem(pointCloud(finite, finite), { a: [0.5, Number.NaN] }),
      DomainError,
    ],
    ['∞ among weights', () => linearProblem(pointCloud(finite, finite), { a: [0.5, Infinity] }), DomainError],
    ['a negative weight', () => linearProblem(pointCloud(finite, finite), { b: [1.5, -0.5] }), DomainError],
    ['no mass', () => linearProblem(pointCloud(finite, finite), { b: [0, 0] }), DomainError],
    [
      'masses that differ',
      () => linearProblem(pointCloud(finite, finite), { a: [0.5, 0.5], b: [0.5, 0.6] }),
      DomainError,
    ],
    ['ε = 0', () => linearProblem(pointCloud(finite, finite), { epsilon: 0 }), DomainError],
    ['ε = NaN', () => linearProblem(pointCloud(finite, finite), { epsilon: Number.NaN }), DomainError],
    ['ε = ∞', () => linearProblem(pointCloud(finite, finite), { epsilon: Infinity }), DomainError],
  ];

  it.each(refusals)('%s', (_, attempt, kind) => {
    expect(attempt).toThrow(kind);
    expect(attempt).toThrow(/^sinkhorn\.\w+: expected .*, got /);
  });
});
