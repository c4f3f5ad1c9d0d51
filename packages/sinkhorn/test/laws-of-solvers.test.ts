import { type FloatDType, fromData, type NdArray } from '@monge/ndarray';
import {
  denseCost,
  type LinearProblem,
  linearProblem,
  pointCloud,
  type Solution,
  sinkhornDivergence,
  solve,
  solveGreedily,
  solveSymmetric,
} from '@monge/sinkhorn';
import { barycentreProblem, solveBarycentre } from '@monge/sinkhorn/barycentres';
import { solveBatch } from '@monge/sinkhorn/batch';
import { gromovProblem, solveGromov } from '@monge/sinkhorn/gromov';
import {
  chainCost,
  multiMarginalProblem,
  solveMultiMarginal,
  tensorCost,
} from '@monge/sinkhorn/multimarginal';
import {
  pointClouds,
  type TransportInput,
  type TransportOutput,
  transportInputs,
  transportLaws,
  weights,
} from '@monge/sinkhorn/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accelerations } from './support/accelerations.js';
import { deviation } from './support/deviation.js';
import { dtypes, modes } from './support/executors.js';

const precision = {
  float64: { threshold: 1e-10, tolerance: 1e-7 },
  float32: { threshold: 1e-5, tolerance: 2e-3 },
};

const maxIterations = 20_000;

function typed({ data, shape }: NdArray<Float64Array>, dtype: FloatDType) {
  return fromData(dtype === 'float32' ? Float32Array.from(data) : data, shape);
}

function problemOf(
  { costs, rows, columns, a, b, epsilon }: TransportInput,
  dtype: FloatDType,
): LinearProblem {
  return linearProblem(denseCost(typed(fromData(costs, [rows, columns]), dtype)), { a, b, epsilon });
}

function outputOf({ status, plan, f, g }: Solution): TransportOutput {
  expect(status).toBe('converged');
  return { plan: plan().data, f: f.data, g: g.data };
}

function multiMarginal(input: TransportInput, dtype: FloatDType, threshold: number, tree: boolean) {
  const { costs, rows, columns, a, b, epsilon } = input;
  const matrix = typed(fromData(costs, [rows, columns]), dtype);
  const cost = tree ? chainCost([denseCost(matrix)]) : tensorCost(matrix);
  const problem = multiMarginalProblem(cost, { marginals: [a, b], epsilon });
  const { status, potentials, pair } = solveMultiMarginal(problem, { threshold, maxIterations });
  expect(status).toBe('converged');
  return { plan: pair(0, 1).data, f: potentials[0].data, g: potentials[1].data };
}

/** Those that find an entropic plan between two measures, other than `solve` as it is. */
const solvers: Record<
  string,
  (input: TransportInput, dtype: FloatDType, threshold: number) => TransportOutput
> = {
  ...Object.fromEntries(
    modes.map((mode) => [
      `solve with ε-scaling, ${mode}`,
      (input: TransportInput, dtype: FloatDType, threshold: number) =>
        outputOf(solve(problemOf(input, dtype), { mode, threshold, maxIterations, epsilonScaling: {} })),
    ]),
  ),
  solveGreedily: (input, dtype, threshold) =>
    outputOf(solveGreedily(problemOf(input, dtype), { threshold, maxIterations })),
  solveBatch: (input, dtype, threshold) =>
    outputOf(solveBatch([problemOf(input, dtype)], { threshold, maxIterations }).solutions[0]),
  'solveMultiMarginal of a chain': (input, dtype, threshold) => multiMarginal(input, dtype, threshold, true),
  'solveMultiMarginal of a tensor': (input, dtype, threshold) =>
    multiMarginal(input, dtype, threshold, false),
};

describe.each(dtypes)('the laws of transport in %s', (dtype) => {
  const { threshold, tolerance } = precision[dtype];
  describe.each(Object.entries(solvers))('%s', (_, solver) => {
    it.each(transportLaws)('$name', ({ check }) => {
      fc.assert(
        fc.property(transportInputs(), (input) =>
          check((given) => solver(given, dtype, threshold), input, tolerance),
        ),
        { numRuns: 12 },
      );
    });
  });
});

const ways = modes.flatMap((mode) => dtypes.map((dtype) => ({ mode, dtype })));

describe.each(ways)('in $dtype, in $mode form', ({ mode, dtype }) => {
  const { threshold, tolerance } = precision[dtype];
  const runs = { numRuns: 15 };
  const options = { mode, threshold, maxIterations } as const;

  /** A weighted cloud of points that may coincide, and an ε. */
  const measures = (count: number) =>
    fc.record({
      points: pointClouds({ count, dimension: 2 }),
      masses: weights({ length: count, zeros: true }),
      epsilon: fc.double({ min: 0.05, max: 5, noNaN: true }),
    });
  const cloudOf = (one: NdArray<Float64Array>, other = one) =>
    pointCloud(typed(one, dtype), typed(other, dtype));
  const reversed = ({ data, shape }: NdArray<Float64Array>) => {
    const [n, d] = shape as readonly [number, number];
    return fromData(
      data.map((_, at) => data[(n - 1 - Math.floor(at / d)) * d + (at % d)]),
      shape,
    );
  };
  const times = (factor: number, { data, shape }: NdArray<Float64Array>) =>
    fromData(
      data.map((value) => factor * value),
      shape,
    );
  const expectClose = (found: ArrayLike<number>, expected: ArrayLike<number>) =>
    expect(deviation(found, expected)).toBeLessThan(tolerance);

  it.each(accelerations)('the dual value rises from step to step, acceleration $name', ({ acceleration }) => {
    fc.assert(
      fc.property(transportInputs(), (input) => {
        const problem = problemOf(input, dtype);
        const duals = [1, 2, 3, 5, 9].map(
          (steps) => solve(problem, { mode, acceleration, threshold: 0, maxIterations: steps }).dualCost,
        );
        const size = Math.max(...input.costs.map(Math.abs)) + input.epsilon;
        const rounding = (dtype === 'float32' ? 1e-5 : 1e-12) * size;
        for (let k = 1; k < duals.length; k++)
          expect(duals[k]).toBeGreaterThanOrEqual(duals[k - 1] - rounding);
      }),
      runs,
    );
  });

  it('a measure against itself has a symmetric plan with its masses, in any order and unit', () => {
    fc.assert(
      fc.property(measures(6), ({ points, masses, epsilon }) => {
        const solved = (x: NdArray<Float64Array>, a: Float64Array, strength: number) =>
          solveSymmetric(linearProblem(cloudOf(x), { a, b: a, epsilon: strength }), { ...options, mode });
        const { plan, status } = solved(points, masses, epsilon);
        expect(status).toBe('converged');
        const { data } = plan();
        const transposed = data.map((_, at) => data[(at % 6) * 6 + Math.floor(at / 6)]);
        expectClose(transposed, data);
        expectClose(
          masses.map((_, i) => data.slice(6 * i, 6 * i + 6).reduce((sum, mass) => sum + mass, 0)),
          masses,
        );
        expectClose(solved(reversed(points), masses.toReversed(), epsilon).plan().data, data.toReversed());
        expectClose(solved(times(8, points), masses, 64 * epsilon).plan().data, data);
      }),
      runs,
    );
  });

  it('a divergence is not negative, symmetric, zero for equal measures, and goes with order and unit', () => {
    fc.assert(
      fc.property(measures(5), measures(4), (p, q) => {
        const between = (
          x: NdArray<Float64Array>,
          y: NdArray<Float64Array>,
          a: Float64Array,
          b: Float64Array,
          epsilon = p.epsilon,
        ) => sinkhornDivergence(typed(x, dtype), typed(y, dtype), { ...options, a, b, epsilon }).divergence;
        const found = between(p.points, q.points, p.masses, q.masses);
        expect(found).toBeGreaterThan(-tolerance);
        expectClose([between(q.points, p.points, q.masses, p.masses)], [found]);
        expectClose([between(p.points, reversed(p.points), p.masses, p.masses.toReversed())], [0]);
        expectClose([between(reversed(p.points), q.points, p.masses.toReversed(), q.masses)], [found]);
        const scaled = between(times(8, p.points), times(8, q.points), p.masses, q.masses, 64 * p.epsilon);
        expectClose([scaled / 64], [found]);
      }),
      runs,
    );
  });

  it('barycentres are where all plans end, in any order of points and measures, and unit', () => {
    fc.assert(
      fc.property(measures(5), weights({ length: 5, zeros: true }), ({ points, masses, epsilon }, other) => {
        const solved = (
          x: NdArray<Float64Array>,
          given: readonly Float64Array[],
          shares: readonly number[],
          strength: number,
        ) =>
          solveBarycentre(
            barycentreProblem(cloudOf(x), { measures: given, weights: shares, epsilon: strength }),
            options,
          );
        const found = solved(points, [masses, other], [0.3, 0.7], epsilon);
        expect(found.status).toBe('converged');
        for (const { plan } of found.transports) {
          const { data } = plan();
          const ends = found.masses.data.map((_, j) =>
            data.reduce((sum, mass, at) => sum + (at % 5 === j ? mass : 0), 0),
          );
          expectClose(ends, found.masses.data);
        }
        expectClose(solved(points, [other, masses], [0.7, 0.3], epsilon).masses.data, found.masses.data);
        const back = solved(reversed(points), [masses.toReversed(), other.toReversed()], [0.3, 0.7], epsilon);
        expectClose(back.masses.data.toReversed(), found.masses.data);
        expectClose(
          solved(times(8, points), [masses, other], [0.3, 0.7], 64 * epsilon).masses.data,
          found.masses.data,
        );
      }),
      runs,
    );
  });

  it('plans between spaces have their marginals, and do not notice isometries, order and unit', () => {
    fc.assert(
      fc.property(measures(5), measures(4), (p, q) => {
        const [a, b] = [p, q].map(({ masses }) => masses);
        // Symmetric starts are stationary, and rounding decides which way they are left: large ε, where there is one plan.
        const epsilon = 20;
        const solved = (
          x: NdArray<Float64Array>,
          y: NdArray<Float64Array>,
          from: Float64Array,
          to: Float64Array,
          strength = epsilon,
        ) => {
          const problem = gromovProblem(cloudOf(x), cloudOf(y), { a: from, b: to, epsilon: strength });
          const solution = solveGromov(problem, {
            threshold,
            maxIterations: 500,
            linear: { mode, maxIterations },
          });
          expect(solution.status).toBe('converged');
          return solution.plan().data;
        };
        const plan = solved(p.points, q.points, a, b);
        expectClose(
          a.map((_, i) => plan.slice(4 * i, 4 * i + 4).reduce((sum, mass) => sum + mass, 0)),
          a,
        );
        const turned = fromData(
          q.points.data.map((_, at) => 3 + (at % 2 === 0 ? -q.points.data[at + 1] : q.points.data[at - 1])),
          q.points.shape,
        );
        expectClose(solved(p.points, turned, a, b), plan);
        expectClose(
          solved(reversed(p.points), reversed(q.points), a.toReversed(), b.toReversed()),
          plan.toReversed(),
        );
        expectClose(solved(times(2, p.points), times(2, q.points), a, b, 16 * epsilon), plan);
      }),
      runs,
    );
  });
});
