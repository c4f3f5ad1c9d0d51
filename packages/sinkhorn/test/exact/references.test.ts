import {
  assignment,
  type CostInput,
  denseCost,
  euclidean,
  linearProblem,
  pNorm,
  pointCloud,
  solveExactly,
  squaredEuclidean,
  transportOnLine,
  wassersteinOnLine,
} from '@monge/sinkhorn';
import { describe, expect, it } from 'vitest';
import document from '../fixtures/exact.json' with { type: 'json' };
import { expectOptimal } from '../support/expect-optimal.js';

const costs: Record<string, CostInput> = { squaredEuclidean, euclidean, cityblock: pNorm(1) };

/** What is left here is the rounding of two programs. */
const DIGITS = 12;

describe(`the costs of POT ${document.versions.POT}`, () => {
  it.each(document.clouds)('ot.emd between point clouds, $cost', ({ x, y, a, b, cost, expected }) => {
    const problem = linearProblem(pointCloud(x, y, { cost: costs[cost] }), { a, b });
    const solution = solveExactly(problem);
    expect(solution.cost / expected).toBeCloseTo(1, DIGITS);
    expectOptimal(solution, problem);
  });

  it.each(document.matrices)('ot.emd for matrices of whole costs, %#', ({ matrix, a, b, expected }) => {
    const problem = linearProblem(denseCost(matrix), { a, b });
    const solution = solveExactly(problem);
    expect(solution.cost / expected).toBeCloseTo(1, DIGITS);
    expectOptimal(solution, problem);
  });

  it.each(document.lines)('ot.emd_1d and ot.wasserstein_1d, %#', ({ x, y, a, b, square, cube }) => {
    expect(transportOnLine(x, y, { a, b }).cost / square).toBeCloseTo(1, DIGITS);
    const third = transportOnLine(x, y, { a, b, cost: (difference) => Math.abs(difference) ** 3 });
    expect(third.cost / cube).toBeCloseTo(1, DIGITS);
  });
});

describe(`the answers of SciPy ${document.versions.scipy}`, () => {
  it.each(document.assignments)('linear_sum_assignment, %#', ({ matrix, source, target, expected }) => {
    const found = assignment(denseCost(matrix));
    expect(found.cost / expected).toBeCloseTo(1, DIGITS);
    expect(Array.from(found.source)).toEqual(source);
    expect(Array.from(found.target)).toEqual(target);
  });

  it.each(document.lines)('wasserstein_distance, %#', ({ x, y, a, b, distance }) => {
    expect(wassersteinOnLine(x, y, { a, b }) / distance).toBeCloseTo(1, DIGITS);
  });
});
