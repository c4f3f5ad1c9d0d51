import type { LinearProblem } from '../linear-problem.js';
import { gaussianPotential } from './internal/gaussian-potential.js';

/**
 * The potential of entropic transport between the Gaussians with the means and covariances of the two measures, in closed form. For the cost |x − y|²,
 *
 *   g(y) = |y|² − (y − m_b)ᵀ T (y − m_b) − 2 m_aᵀ y,   T = A^½ [(A^½ B A^½ + (ε/4)² I)^½ + (ε/4) I]⁻¹ A^½,
 *
 * A and B the covariances, T the matrix of the entropic map from b to a (Janati, Muzellec, Peyré & Cuturi 2020, Thm 1, in a form without inverses of
 * covariances, so that singular ones are as good as others). Exact for Gaussian measures; of little use where a measure has several modes, and
 * of little harm there.
 *
 * Squared Euclidean costs, in any multiple, and cosine ones. O((n + m) d² + d³). The target potential, [m].
 *
 * @throws {UnsupportedError} for other costs.
 *
 * @example
 * ```ts
 * import { entropicGaussianInitialiser, linearProblem, pointCloud } from '@monge/sinkhorn';
 *
 * const weights = { a: [0.75, 0.25], b: [0.75, 0.25] };
 * const { g } = entropicGaussianInitialiser(linearProblem(pointCloud([0, 2], [0, 4]), { ...weights, epsilon: 8 }));
 * g[1] - g[0]; // → 10.6667
 * ```
 */
export function entropicGaussianInitialiser(problem: LinearProblem): { readonly g: Float64Array } {
  return { g: gaussianPotential(problem, problem.epsilon, 'sinkhorn.entropicGaussianInitialiser') };
}
