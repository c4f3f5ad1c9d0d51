import { solveExactly } from '../exact/solve-exactly.js';
import type { GaussianMixture } from './gaussian-mixture.js';
import { mixtureProblem } from './mixture-problem.js';

/**
 * The squared distance MW₂² of two mixtures of Gaussians: the least E |x − y|² of plans that are mixtures of Gaussians, which is no less
 * than W₂², and equal to it for single Gaussians and for points (Delon & Desolneux 2020, eq. 4.1). The exact
 * solution of {@link mixtureProblem}.
 *
 * @throws as {@link mixtureProblem}.
 *
 * @example
 * ```ts
 * import { gaussian, gaussianMixture, squaredMixtureWasserstein } from '@monge/sinkhorn';
 *
 * const at = (mean: number) => gaussian({ mean: [mean], covariance: [[1]] });
 * const p = gaussianMixture({ components: [at(0), at(10)], weights: [1, 3] });
 * const q = gaussianMixture({ components: [at(1), at(11)] });
 * squaredMixtureWasserstein(p, q); // → 21
 * ```
 */
export function squaredMixtureWasserstein(p: GaussianMixture, q: GaussianMixture): number {
  return solveExactly(mixtureProblem(p, q)).cost;
}
