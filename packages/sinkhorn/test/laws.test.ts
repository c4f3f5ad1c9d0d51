import { type Executor, type FloatDType, fromData } from '@monge/ndarray';
import { type Acceleration, denseCost, linearProblem, type Mode, solve } from '@monge/sinkhorn';
import { type TransportSolver, transportInputs, transportLaws } from '@monge/sinkhorn/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accelerations } from './support/accelerations.js';
import { dtypes, engines } from './support/executors.js';

const precision = {
  float64: { threshold: 1e-10, tolerance: 1e-7 },
  float32: { threshold: 1e-5, tolerance: 2e-3 },
};

function solver(
  mode: Mode,
  executor: Executor,
  dtype: FloatDType,
  acceleration: Acceleration,
): TransportSolver {
  const { threshold } = precision[dtype];
  return ({ costs, rows, columns, a, b, epsilon }) => {
    const matrix = dtype === 'float32' ? Float32Array.from(costs) : costs;
    const problem = linearProblem(denseCost(fromData(matrix, [rows, columns])), { a, b, epsilon });
    const solution = solve(problem, { mode, executor, acceleration, threshold, maxIterations: 20_000 });
    expect(solution.status).toBe('converged');
    return { plan: solution.plan().data, f: solution.f.data, g: solution.g.data };
  };
}

describe.each(engines)('$name', ({ mode, executor }) => {
  describe.each(dtypes)('in %s', (dtype) => {
    describe.each(accelerations)('acceleration $name', ({ acceleration }) => {
      const { tolerance } = precision[dtype];
      const solve = solver(mode, executor, dtype, acceleration);
      it.each(transportLaws)('$name', ({ check }) => {
        fc.assert(
          fc.property(transportInputs(), (input) => check(solve, input, tolerance)),
          { numRuns: 12 },
        );
      });
    });
  });
});
