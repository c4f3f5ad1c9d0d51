import type { PairwiseCosts, PointCosts } from '@monge/ndarray';
import type { Geometry } from './geometry.js';

/** Writes the costs of source i, [m], in float64: ∞ where mass may not move. */
export type CostRow = (i: number, out: Float64Array) => void;

/**
 * The costs between all pairs, row by row as they are asked for: from differences of coordinates, since the products that kernels use lose
 * digits where points nearly coincide. O(m·d) a row; nothing is stored.
 */
export function costRow(costs: PairwiseCosts): CostRow {
  if (costs.kind === 'stored') {
    return (i, out) => out.set(costs.costs.subarray(i * costs.columns, (i + 1) * costs.columns));
  }
  return (i, out) => {
    squaredDistances(costs, i, out);
    const { kind, factor } = costs;
    for (let j = 0; j < out.length; j++) {
      const square = out[j];
      if (kind === 'squaredDistance') out[j] = factor * square;
      else if (kind === 'distance') out[j] = factor * Math.sqrt(square);
      // Unit vectors at a chord of length c have a sum of length √(4 − c²).
      else out[j] = 2 * factor * Math.atan2(Math.sqrt(square), Math.sqrt(Math.max(0, 4 - square)));
    }
  };
}

function squaredDistances({ x, y, dimension }: PointCosts, i: number, out: Float64Array): void {
  for (let j = 0, at = 0; j < out.length; j++) {
    let sum = 0;
    for (let k = i * dimension; k < (i + 1) * dimension; k++, at++) sum += (x[k] - y[at]) ** 2;
    out[j] = sum;
  }
}

/** The costs between all pairs as a matrix, [n, m], in float64; given ones are not copied. */
export function allCosts(geometry: Geometry): Float64Array {
  if (geometry.kind === 'denseCost') {
    const costs = geometry.costs();
    if (costs.kind === 'stored' && costs.costs instanceof Float64Array) return costs.costs;
  }
  const [n, m] = geometry.shape;
  const matrix = new Float64Array(n * m);
  for (let i = 0; i < n; i++) geometry.costRow(i, matrix.subarray(i * m, (i + 1) * m));
  return matrix;
}
