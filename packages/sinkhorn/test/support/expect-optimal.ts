import type { ExactTransport, LinearProblem } from '@monge/sinkhorn';
import { expect } from 'vitest';

/** The costs of a problem's geometry, by their definition. */
export function costsOf({ geometry }: LinearProblem): Float64Array {
  const [n, m] = geometry.shape;
  const matrix = new Float64Array(n * m);
  if (geometry.kind !== 'pointCloud') {
    for (let i = 0; i < n; i++) geometry.costRow(i, matrix.subarray(i * m, (i + 1) * m));
    return matrix;
  }
  const { x, y, cost } = geometry;
  return matrix.map((_, at) => {
    const [i, j] = [Math.floor(at / m), at % m];
    const point = ({ data, dimension }: typeof x, k: number) =>
      Float64Array.from(data.subarray(k * dimension, (k + 1) * dimension));
    return cost.between(point(x, i), point(y, j));
  });
}

/**
 * Asserts that a plan is optimal, by what proves it: both marginals, feasible potentials that are tight where mass moves, and no gap. Rounding may be
 * some 1e-13 of the mass, and of the costs.
 */
export function expectOptimal(transport: ExactTransport, problem: LinearProblem): void {
  const { a, b } = problem;
  const [n, m] = problem.geometry.shape;
  const costs = costsOf(problem);
  const mass = a.reduce((sum, value) => sum + value, 0);
  const scale = costs.reduce((most, cost) => Math.max(most, Math.abs(cost)), Number.MIN_VALUE);
  const { support, f, g } = transport;

  const [rowSums, columnSums] = [new Float64Array(n), new Float64Array(m)];
  let cost = 0;
  let slack = 0;
  let least = Infinity;
  support.mass.forEach((moved, e) => {
    const [i, j] = [support.source[e], support.target[e]];
    rowSums[i] += moved;
    columnSums[j] += moved;
    cost += moved * costs[i * m + j];
    least = Math.min(least, moved);
    slack = Math.max(slack, Math.abs(costs[i * m + j] - f.data[i] - g.data[j]));
  });
  expect(least).toBeGreaterThan(0);
  expect(support.mass.length).toBeLessThan(n + m);
  const misplaced = (sums: Float64Array, weights: Float64Array) =>
    sums.reduce((total, value, k) => total + Math.abs(value - weights[k]), 0) / mass;
  expect(misplaced(rowSums, a)).toBeLessThan(1e-13);
  expect(misplaced(columnSums, b)).toBeLessThan(1e-13);
  expect(rowSums.filter((sum, i) => a[i] === 0 && sum > 0)).toHaveLength(0);
  expect(columnSums.filter((sum, j) => b[j] === 0 && sum > 0)).toHaveLength(0);

  let excess = -Infinity;
  costs.forEach((value, at) => {
    excess = Math.max(excess, f.data[Math.floor(at / m)] + g.data[at % m] - value);
  });
  expect(excess / scale).toBeLessThan(1e-12);
  expect(slack / scale).toBeLessThan(1e-12);
  expect(Math.abs(cost - transport.cost) / (scale * mass)).toBeLessThan(1e-13);
  expect(Math.abs(transport.cost - transport.dualCost) / (scale * mass)).toBeLessThan(1e-12);
}
