import { type ArrayInput, fromData } from '@monge/ndarray';
import { squaredEuclidean } from '../costs/squared-euclidean.js';
import { moments } from '../geometry/moments.js';
import { readPoints } from '../geometry/point-cloud.js';
import { shares } from '../internal/shares.js';
import { type Gaussian, gaussian } from './gaussian.js';

export interface FitGaussianOptions {
  /** Of each point, [n], ≥ 0; divided by their total. Default: equal ones. */
  readonly weights?: ArrayInput;
}

/**
 * The Gaussian with the mean and covariance of weighted points, m = Σ w_i x_i and Σ w_i (x_i − m)(x_i − m)ᵀ for weights of total one: the most
 * likely one, and not multiplied by n/(n − 1). Of few points the covariance is singular, which everything here allows. O(n·d²).
 *
 * @param points [n, d], or [n] on the line.
 * @throws {ShapeError} when there are no points, or the weights do not fit.
 * @throws {DomainError} when a coordinate is NaN or infinite, or a weight negative, NaN or infinite, or all are zero.
 *
 * @example
 * ```ts
 * import { fitGaussian } from '@monge/sinkhorn';
 *
 * const { mean, covariance } = fitGaussian([[0, 0], [4, 8]], { weights: [3, 1] });
 * mean; // → [1, 2]
 * covariance; // → [[3, 6], [6, 12]]
 * ```
 */
export function fitGaussian(points: ArrayInput, { weights }: FitGaussianOptions = {}): Gaussian {
  const caller = 'sinkhorn.fitGaussian';
  const { data, count, dimension } = readPoints(points, 'float64', squaredEuclidean, 'points', caller);
  const { mean, covariance } = moments(data, dimension, shares(weights, count, caller));
  return gaussian({
    mean: fromData(mean, [dimension]),
    covariance: fromData(covariance, [dimension, dimension]),
  });
}
