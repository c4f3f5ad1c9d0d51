import { fromData, type NdArray, UnsupportedError } from '@monge/ndarray';
import { describe } from './describe.js';
import type { Geometry } from './geometry.js';

/** C = left · rightᵀ. */
export interface CostFactors {
  /** [n, r] */
  readonly left: NdArray<Float64Array>;
  /** [m, r] */
  readonly right: NdArray<Float64Array>;
}

/**
 * The factors of costs of low rank, exact: those of a {@link lowRankCost}, or of squared distances between points of d coordinates, which are of rank d + 2,
 *
 *   |x − y|² = |x|²·1 + 1·|y|² + (−2x)·y,
 *
 * x and y counted from the mean of the sources. O((n + m) d).
 *
 * @throws {UnsupportedError} for other geometries.
 *
 * @example
 * ```ts
 * import { costFactors, pointCloud } from '@monge/sinkhorn';
 *
 * costFactors(pointCloud([[0, 0], [2, 0]], [[1, 1]])).left; // → [[1, 1, 2, 0], [1, 1, -2, 0]]
 * ```
 */
export function costFactors(geometry: Geometry): CostFactors {
  const [n, m] = geometry.shape;
  if (geometry.kind === 'lowRankCost') {
    const { left, right, rank } = geometry;
    return { left: fromData(left.slice(), [n, rank]), right: fromData(right.slice(), [m, rank]) };
  }
  const costs =
    geometry.kind === 'pointCloud' && geometry.cost.fused !== undefined ? geometry.costs() : undefined;
  if (costs?.kind !== 'squaredDistance') {
    throw new UnsupportedError(
      `sinkhorn.costFactors: expected costs of low rank, or points with squared distances, got ${describe(geometry)}; give factors to lowRankCost`,
    );
  }
  const { x, y, dimension: d, factor } = costs;
  const rank = d + 2;
  const mean = new Float64Array(d);
  for (let at = 0; at < x.length; at++) mean[at % d] += x[at] / n;
  const left = new Float64Array(n * rank);
  const right = new Float64Array(m * rank);
  for (let i = 0; i < n; i++) {
    left[i * rank + 1] = factor;
    for (let k = 0; k < d; k++) {
      const value = x[i * d + k] - mean[k];
      left[i * rank] += factor * value ** 2;
      left[i * rank + 2 + k] = -2 * factor * value;
    }
  }
  for (let j = 0; j < m; j++) {
    right[j * rank] = 1;
    for (let k = 0; k < d; k++) {
      const value = y[j * d + k] - mean[k];
      right[j * rank + 1] += value ** 2;
      right[j * rank + 2 + k] = value;
    }
  }
  return { left: fromData(left, [n, rank]), right: fromData(right, [m, rank]) };
}
