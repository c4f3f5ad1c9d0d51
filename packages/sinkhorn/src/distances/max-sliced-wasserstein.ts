import type { ArrayInput } from '@monge/ndarray';
import { euclidean } from '../costs/euclidean.js';
import { distancesAlong, type SlicedOptions } from './internal/distances-along.js';
import { readMeasures } from './internal/measures.js';

/**
 * The largest p-Wasserstein distance of projections of two weighted clouds onto the directions: a lower bound of the
 * max-sliced distance max_θ W_p(θ·x, θ·y), itself at most W_p (Deshpande et al. 2019, "Max-sliced Wasserstein distance and its use for GANs"), that
 * directions drawn at random approach slowly in many dimensions. Cost and errors as of {@link slicedWasserstein}.
 *
 * @param x [n, d], or [n] on the line.
 * @param y [m, d], or [m].
 *
 * @example
 * ```ts
 * import { maxSlicedWasserstein } from '@monge/sinkhorn';
 *
 * const [x, y] = [[[0, 0], [1, 0]], [[3, 4], [4, 4]]];
 * maxSlicedWasserstein(x, y, { directions: [[1, 0], [0, 1]] }); // → 4
 * ```
 */
export function maxSlicedWasserstein(x: ArrayInput, y: ArrayInput, options: SlicedOptions): number {
  const caller = 'sinkhorn.maxSlicedWasserstein';
  const measures = readMeasures(x, y, options, euclidean, caller);
  return distancesAlong(measures, options, caller).reduce((largest, distance) => Math.max(largest, distance));
}
