import { eye, fromData, type NdArray } from '@monge/ndarray';
import {
  type Geometry,
  gibbsKernel,
  linearProblem,
  lowRankCost,
  separableCost,
  solve,
  sparseCost,
} from '@monge/sinkhorn';
import { type TransportSolver, transportInputs, transportLaws } from '@monge/sinkhorn/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

type Matrix = NdArray<Float64Array>;

/** A matrix of costs as each of the geometries. */
const geometries: Readonly<Record<string, (costs: Matrix) => Geometry>> = {
  'on one axis': (costs) => separableCost([costs]),
  'of full rank': (costs) => lowRankCost(costs, eye(costs.shape[1])),
  'with all pairs': (costs) => {
    const [n, m] = costs.shape as [number, number];
    const at = Int32Array.from({ length: n * m }, (_, at) => at);
    const entries = {
      source: at.map((k) => Math.floor(k / m)),
      target: at.map((k) => k % m),
      cost: costs.data,
    };
    return sparseCost([n, m], entries);
  },
  'as a kernel': (costs) => {
    // Entries from exp(−100) to exp(100) at most.
    const epsilon = costs.data.reduce((most, cost) => Math.max(most, Math.abs(cost) / 100), 1e-3);
    const kernel = costs.data.map((cost) => Math.exp(-cost / epsilon));
    return gibbsKernel(fromData(kernel, costs.shape), { epsilon });
  },
};

function solver(geometryOf: (costs: Matrix) => Geometry): TransportSolver {
  return ({ costs, rows, columns, a, b, epsilon }) => {
    const problem = linearProblem(geometryOf(fromData(costs, [rows, columns])), { a, b, epsilon });
    const solution = solve(problem, { threshold: 1e-10, maxIterations: 20_000 });
    expect(solution.status).toBe('converged');
    return { plan: solution.plan().data, f: solution.f.data, g: solution.g.data };
  };
}

describe.each(Object.entries(geometries))('costs %s', (_, geometryOf) => {
  it.each(transportLaws)('$name', ({ check }) => {
    fc.assert(
      fc.property(transportInputs(), (input) => check(solver(geometryOf), input, 1e-7)),
      { numRuns: 25 },
    );
  });
});
