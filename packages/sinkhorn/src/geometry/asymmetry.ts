import type { PairwiseCosts } from '@monge/ndarray';

/** Costs C_ij and C_ji may differ by rounding, which is this fraction of the largest. */
const ROUNDING = 1e-6;

/** The first pair of which the costs there and back differ, in words. O(n²). */
export function firstAsymmetry(n: number, costOf: (i: number, j: number) => number): string | undefined {
  let largest = 0;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) largest = Math.max(largest, Math.abs(costOf(i, j)));
  }
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) {
      const [value, mirrored] = [costOf(i, j), costOf(j, i)];
      if (Math.abs(value - mirrored) <= ROUNDING * largest) continue;
      return `symmetric costs, got ${value} at [${i}, ${j}] and ${mirrored} at [${j}, ${i}]`;
    }
  }
  return undefined;
}

/** The same for what an executor has kernels for. Points have to be the same on both sides: O(n·d). */
export function asymmetryOf(costs: PairwiseCosts): string | undefined {
  if (costs.kind === 'stored') {
    const { costs: matrix, rows } = costs;
    return firstAsymmetry(rows, (i, j) => matrix[i * rows + j]);
  }
  const at = costs.x.findIndex((value, k) => value !== costs.y[k]);
  return at < 0
    ? undefined
    : `the same points as sources and targets, got others at row ${Math.floor(at / costs.dimension)}`;
}
