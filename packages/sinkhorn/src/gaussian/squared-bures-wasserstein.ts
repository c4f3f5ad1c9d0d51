import { add, dot, matmul, subtract } from '@monge/ndarray';
import { svdvals, trace } from '@monge/ndarray/linalg';
import { sum } from '../internal/sums.js';
import type { Gaussian } from './gaussian.js';
import { refuseMisfits, rootOf } from './internal/coupling.js';

/**
 * The squared 2-Wasserstein distance of two Gaussians,
 *
 *   W₂² = |m_a − m_b|² + tr A + tr B − 2 tr (A^½ B A^½)^½,
 *
 * for the cost |x − y|² (Gelbrich 1990; the part of the covariances is the squared Bures distance). The last trace is the sum of the singular values of
 * B^½ A^½, which is accurate for singular covariances too. O(d³).
 *
 * @throws {ShapeError} when the dimensions differ.
 *
 * @example
 * ```ts
 * import { gaussian, squaredBuresWasserstein } from '@monge/sinkhorn';
 *
 * const a = gaussian({ mean: [0], covariance: [[1]] });
 * const b = gaussian({ mean: [3], covariance: [[4]] });
 * squaredBuresWasserstein(a, b); // → 10
 * ```
 */
export function squaredBuresWasserstein(a: Gaussian, b: Gaussian): number {
  refuseMisfits(a, b, 'sinkhorn.squaredBuresWasserstein');
  const gap = subtract(a.mean, b.mean);
  const overlap = sum(svdvals(matmul(rootOf(b), rootOf(a))).data);
  // Rounding may take equal covariances a little below zero.
  const bures = Math.max(0, trace(add(a.covariance, b.covariance)).get() - 2 * overlap);
  return dot(gap, gap) + bures;
}
