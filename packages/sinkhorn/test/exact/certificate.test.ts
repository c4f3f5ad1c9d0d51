import { fromData } from '@monge/ndarray';
import {
  certificate,
  cosine,
  denseCost,
  euclidean,
  greatCircle,
  type LinearProblem,
  linearProblem,
  pointCloud,
  roundedPlan,
  type Solution,
  solve,
  solveExactly,
} from '@monge/sinkhorn';
import { roundToMarginals, transportInputs } from '@monge/sinkhorn/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { engines } from '../support/executors.js';
import { costsOf } from '../support/expect-optimal.js';
import { anyCosts, normals, unevenWeights } from '../support/samples.js';

const distance = (x: Float64Array, y: Float64Array) =>
  x.reduce((sum, value, k) => sum + Math.abs(value - y[k]), 0);

const total = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0);

const marginals = (plan: Float64Array, n: number, m: number) => {
  const [a, b] = [new Float64Array(n), new Float64Array(m)];
  plan.forEach((mass, at) => {
    a[Math.floor(at / m)] += mass;
    b[at % m] += mass;
  });
  return { a, b };
};

/** Asserts that the bounds are proved by what comes with them, and that the exact cost lies between. */
function expectProof(solution: Solution): void {
  const { geometry, a, b } = solution.problem;
  const [n, m] = geometry.shape;
  const costs = costsOf(solution.problem);
  const mass = total(a);
  const scale = costs.reduce((most, cost) => Math.max(most, Math.abs(cost)), Number.MIN_VALUE);
  const { lowerBound, upperBound, gap, f, g, plan } = certificate(solution);
  const exact = solveExactly(solution.problem).cost;
  expect((lowerBound - exact) / (scale * mass)).toBeLessThan(1e-12);
  expect((exact - upperBound) / (scale * mass)).toBeLessThan(1e-12);
  expect(gap).toBe(upperBound - lowerBound);

  let excess = -Infinity;
  costs.forEach((value, at) => {
    excess = Math.max(excess, f.data[Math.floor(at / m)] + g.data[at % m] - value);
  });
  expect(excess / scale).toBeLessThan(1e-13);
  const dual = f.data.reduce((sum, value, i) => sum + a[i] * value, 0);
  expect(g.data.reduce((sum, value, j) => sum + b[j] * value, dual) / (scale * mass)).toBeCloseTo(
    lowerBound / (scale * mass),
    12,
  );

  const { data } = plan.plan();
  expect(data.every((entry) => entry >= 0)).toBe(true);
  const reached = marginals(data, n, m);
  expect(distance(reached.a, a) / mass).toBeLessThan(1e-13);
  expect(distance(reached.b, b) / mass).toBeLessThan(1e-13);
  const cost = data.reduce((sum, entry, at) => sum + entry * costs[at], 0);
  expect(cost / (scale * mass)).toBeCloseTo(upperBound / (scale * mass), 12);
}

const problemOf = (
  {
    costs,
    rows,
    columns,
    a,
    b,
  }: { costs: Float64Array; rows: number; columns: number; a: Float64Array; b: Float64Array },
  epsilon: number,
): LinearProblem => linearProblem(denseCost(fromData(costs, [rows, columns])), { a, b, epsilon });

describe('laws', () => {
  it.each(engines)('brackets the exact cost, converged or not, $name', ({ mode, executor }) => {
    const options = fc.record({
      maxIterations: fc.constantFrom(1, 2, 1000),
      threshold: fc.constantFrom(1e-1, 1e-9),
    });
    fc.assert(
      fc.property(
        transportInputs({ mass: 3, minEpsilon: 0.003 }),
        options,
        (input, { maxIterations, threshold }) => {
          const problem = problemOf(input, input.epsilon);
          expectProof(solve(problem, { mode, executor, maxIterations, threshold }));
        },
      ),
      { numRuns: 50 },
    );
  });

  it('closes as ε goes to zero', () => {
    const geometry = pointCloud(normals(1, 60, 2), normals(2, 50, 2, 1));
    const weights = { a: unevenWeights(3, 60), b: unevenWeights(4, 50) };
    const gaps = [0.5, 0.1, 0.02].map((epsilon) => {
      const solution = solve(linearProblem(geometry, { ...weights, epsilon }), {
        threshold: 1e-9,
        maxIterations: 50_000,
      });
      return certificate(solution).gap;
    });
    expect(gaps[1]).toBeLessThan(0.4 * gaps[0]);
    expect(gaps[2]).toBeLessThan(0.4 * gaps[1]);
    expect(gaps[2]).toBeLessThan(0.1);
  });
});

describe('oracles', () => {
  it('rounds as the matrix is rounded', () => {
    fc.assert(
      fc.property(transportInputs(), fc.integer({ min: 1, max: 3 }), (input, maxIterations) => {
        const solution = solve(problemOf(input, input.epsilon), { maxIterations });
        const { a, b } = solution.problem;
        const given = solution.plan().data;
        const rounded = roundedPlan(solution).plan().data;
        expect(distance(rounded, roundToMarginals(given, a, b))).toBeLessThan(1e-13);
        const reached = marginals(given, a.length, b.length);
        const misplaced = distance(reached.a, a) + distance(reached.b, b);
        expect(distance(rounded, given)).toBeLessThan(2 * misplaced + 1e-13);
      }),
    );
  });
});

describe('edges', () => {
  it.each([
    ['squares', pointCloud(normals(1, 1050, 2), normals(2, 300, 2))],
    ['distances', pointCloud(normals(3, 60, 3, 1e5), normals(4, 70, 3, 1e5), { cost: euclidean })],
    ['directions', pointCloud(normals(5, 60, 3), normals(6, 50, 3), { cost: cosine })],
    [
      'arcs',
      pointCloud(
        [
          [0, 0],
          [10, 20],
          [0, 0],
        ],
        [
          [180, 0],
          [0, 1e-7],
          [-170, -20],
        ],
        { cost: greatCircle() },
      ),
    ],
    [
      'float32',
      pointCloud(Float32Array.from(normals(7, 90, 1).data), Float32Array.from(normals(8, 80, 1).data)),
    ],
    [
      'a function',
      pointCloud(normals(9, 40, 2), normals(10, 30, 2), { cost: (x, y) => Math.abs(x[0] - y[1]) ** 0.5 }),
    ],
  ])('is a proof for costs of any kind: %s', (_, geometry) => {
    const [n, m] = geometry.shape;
    expectProof(solve(linearProblem(geometry, { a: unevenWeights(1, n), b: unevenWeights(2, m) })));
  });

  it('is a proof when the numbers have left the range of floats', () => {
    const problem = linearProblem(denseCost(anyCosts(1, 6, 5)), { epsilon: 0.1 });
    const solution = solve(problem);
    const lost: Solution = {
      ...solution,
      status: 'diverged',
      g: fromData(
        solution.g.data.map((value, j) => (j % 2 === 0 ? Number.NaN : value + Infinity)),
        [5],
      ),
      *rows() {
        for (const row of solution.rows())
          yield row.map((mass, j) => (j === 2 ? Number.NaN : j === 3 ? Infinity : mass));
      },
    };
    expectProof(lost);
  });

  it('asks nothing of points without mass', () => {
    const costs = fromData(Float64Array.of(5, -1e6, 1, -1e6, -1e6, -1e6, 2, -1e6, 7), [3, 3]);
    const problem = linearProblem(denseCost(costs), { a: [0.5, 0, 0.5], b: [0.5, 0, 0.5], epsilon: 0.01 });
    const solution = solve(problem);
    expectProof(solution);
    expect(certificate(solution).gap).toBeLessThan(1e-9);
  });

  it('rounds row by row', () => {
    const solution = solve(linearProblem(denseCost(anyCosts(1, 70, 90))), { maxIterations: 1 });
    const rounded = roundedPlan(solution);
    expect(Float64Array.from([...rounded.rows()].flatMap((row) => Array.from(row)))).toEqual(
      rounded.plan().data,
    );
  });
});

describe('errors', () => {
  it('refuses problems whose marginals may give way', () => {
    const solution = solve(linearProblem(pointCloud([0, 1], [2, 5]), { tauB: 0.5 }));
    expect(() => certificate(solution)).toThrow(
      'sinkhorn.certificate: expected a problem whose plan is to meet both marginals (tauA = tauB = 1), got tauA = 1 and tauB = 0.5',
    );
  });
});
