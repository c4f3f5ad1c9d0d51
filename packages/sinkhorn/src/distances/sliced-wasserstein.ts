import type { ArrayInput } from '@monge/ndarray';
import { euclidean } from '../costs/euclidean.js';
import { powerMean } from '../exact/power-mean.js';
import { distancesAlong, type SlicedOptions } from './internal/distances-along.js';
import { readMeasures } from './internal/measures.js';

/**
 * The sliced p-Wasserstein distance of two weighted clouds, the mean over directions θ of those of their projections on a line,
 *
 *   SW_p = (E_θ W_p^p(θ·x, θ·y))^(1/p)
 *
 * (Bonneel, Rabin, Peyré & Pfister 2015, "Sliced and Radon Wasserstein barycenters of measures"), estimated with random directions: the error of SW_p^p falls
 * with the root of their number. Exact on the line. At most W_p, and W_2/√d for translates. O(k·(n + m)·(d + log(n + m))) for k directions.
 *
 * @param x [n, d], or [n] on the line.
 * @param y [m, d], or [m].
 * @throws {ShapeError} when a cloud is empty, or dimensions or weights do not fit.
 * @throws {DomainError} when a number is out of its range, or there is neither a key nor directions.
 *
 * @example
 * ```ts
 * import { slicedWasserstein } from '@monge/sinkhorn';
 *
 * const [x, y] = [[[0, 0], [1, 0]], [[3, 4], [4, 4]]];
 * slicedWasserstein(x, y, { directions: [[1, 0], [0, 1]] }) ** 2; // → 12.5
 * ```
 */
export function slicedWasserstein(x: ArrayInput, y: ArrayInput, options: SlicedOptions): number {
  const caller = 'sinkhorn.slicedWasserstein';
  const measures = readMeasures(x, y, options, euclidean, caller);
  const distances = distancesAlong(measures, options, caller);
  return powerMean(distances, new Float64Array(distances.length).fill(1), options.p ?? 2);
}
