import type { Gaussian } from './gaussian.js';
import { refuseMisfits, refuseNegative } from './internal/coupling.js';
import { type SolveGaussianOptions, solveGaussian } from './solve-gaussian.js';

/**
 * The Sinkhorn divergence of two Gaussians for the cost |x − y|², OT_ε(a, b) − ½ OT_ε(a, a) − ½ OT_ε(b, b), in closed form
 * (Janati et al. 2020, § 3): from W₂² for ε = 0 to |m_a − m_b|² as ε grows. O(d³).
 *
 * @throws as `solveGaussian`.
 *
 * @example
 * ```ts
 * import { gaussian, gaussianDivergence } from '@monge/sinkhorn';
 *
 * const a = gaussian({ mean: [0], covariance: [[1]] });
 * const b = gaussian({ mean: [3], covariance: [[4]] });
 * gaussianDivergence(a, b); // → 10
 * gaussianDivergence(a, b, { epsilon: 1e9 }).toFixed(6); // → '9.000000'
 * ```
 */
export function gaussianDivergence(
  a: Gaussian,
  b: Gaussian,
  { epsilon = 0 }: SolveGaussianOptions = {},
): number {
  const caller = 'sinkhorn.gaussianDivergence';
  refuseMisfits(a, b, caller);
  refuseNegative(epsilon, caller);
  const cost = (p: Gaussian, q: Gaussian) => solveGaussian(p, q, { epsilon }).regularisedCost;
  return cost(a, b) - cost(a, a) / 2 - cost(b, b) / 2;
}
