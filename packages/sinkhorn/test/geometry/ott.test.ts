import { type Geometry, gibbsKernel, grid, linearProblem, lowRankCost, pNorm, solve } from '@monge/sinkhorn';
import { describe, expect, it } from 'vitest';
import document from '../fixtures/ott-geometries.json' with { type: 'json' };
import { centred, deviation } from '../support/deviation.js';

const { epsilon, factors, kernel } = document;
const { axes, a, b } = document.grid;

interface Expected {
  readonly f: readonly number[];
  readonly g: readonly number[];
  readonly regularisedCost: number;
}

interface Weights {
  readonly a: readonly number[];
  readonly b: readonly number[];
}

// OTT-JAX divides |x − y|^p by p.
const overP = {
  ...pNorm(1.5),
  between: (x: Float64Array, y: Float64Array) => Math.abs(x[0] - y[0]) ** 1.5 / 1.5,
};

const cases: readonly [string, Geometry, Weights, Expected][] = [
  ['grid.Grid', grid(axes), { a, b }, document.grid.squaredEuclidean],
  ['grid.Grid with PNormP(1.5)', grid(axes, { cost: overP }), { a, b }, document.grid['p = 1.5']],
  ['low_rank.LRCGeometry', lowRankCost(factors.left, factors.right), factors, factors],
  ['geometry.Geometry(kernel_matrix=)', gibbsKernel(kernel.matrix, { epsilon }), kernel, kernel],
];

describe(`the answers of OTT-JAX ${document.versions['ott-jax']}`, () => {
  it.each(cases)('%s', (_, geometry, { a, b }, expected) => {
    const problem = linearProblem(geometry, { a: [...a], b: [...b], epsilon });
    const solution = solve(problem, { threshold: 1e-12 });
    expect(solution.status).toBe('converged');
    expect(solution.regularisedCost).toBeCloseTo(expected.regularisedCost, 8);
    const { f, g } = centred(solution, problem.a);
    expect(deviation(f, expected.f)).toBeLessThan(1e-8);
    expect(deviation(g, expected.g)).toBeLessThan(1e-8);
  });
});
