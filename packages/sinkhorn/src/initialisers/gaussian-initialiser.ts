import type { LinearProblem } from '../linear-problem.js';
import { gaussianPotential } from './internal/gaussian-potential.js';

/**
 * The potential of unregularised transport between the Gaussians with the means and covariances of the two measures (Bures; Thornton & Cuturi 2023,
 * "Rethinking Initialization of the Sinkhorn Algorithm"). For the cost |x − y|²,
 *
 *   g(y) = |y|² − (y − m_b)ᵀ T (y − m_b) − 2 m_aᵀ y,   T = A^½ (A^½ B A^½)^-½ A^½,
 *
 * A and B the covariances, T the matrix of the optimal map from b to a. {@link entropicGaussianInitialiser} is the same for the ε of the problem, and nearly always better. Neither
 * helps where a measure has several modes, nor does it much harm. Singular covariances, of few or collinear points, are as good as others.
 *
 * Squared Euclidean costs, in any multiple, and cosine ones. O((n + m) d² + d³). The target potential, [m].
 *
 * @throws {UnsupportedError} for other costs.
 *
 * @example
 * ```ts
 * import { gaussianInitialiser, linearProblem, pointCloud } from '@monge/sinkhorn';
 *
 * const weights = { a: [0.75, 0.25], b: [0.75, 0.25] };
 * const { g } = gaussianInitialiser(linearProblem(pointCloud([0, 2], [0, 4]), { ...weights, epsilon: 8 }));
 * g[1] - g[0]; // → 8.0000
 * ```
 */
export function gaussianInitialiser(problem: LinearProblem): { readonly g: Float64Array } {
  return { g: gaussianPotential(problem, 0, 'sinkhorn.gaussianInitialiser') };
}
