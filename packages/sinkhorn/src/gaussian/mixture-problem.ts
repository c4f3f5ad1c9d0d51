import { fromData } from '@monge/ndarray';
import { denseCost } from '../geometry/dense-cost.js';
import { type LinearProblem, linearProblem } from '../linear-problem.js';
import type { GaussianMixture } from './gaussian-mixture.js';
import { squaredBuresWasserstein } from './squared-bures-wasserstein.js';

/**
 * The problem of moving the components of one mixture onto those of another, at their squared Bures–Wasserstein distances, [k, l]. Its exact
 * solution is the best plan between the mixtures that is itself a mixture of Gaussians (Delon & Desolneux 2020, "A Wasserstein-type distance in the
 * space of Gaussian mixture models", Prop. 4); `solve` smooths it. O(k·l·d³).
 *
 * @throws {ShapeError} when the dimensions differ. {DomainError} as {@link linearProblem}.
 *
 * @example
 * ```ts
 * import { gaussian, gaussianMixture, mixtureProblem, solveExactly } from '@monge/sinkhorn';
 *
 * const at = (mean: number) => gaussian({ mean: [mean], covariance: [[1]] });
 * const p = gaussianMixture({ components: [at(0), at(10)], weights: [1, 3] });
 * const q = gaussianMixture({ components: [at(1), at(11)] });
 * solveExactly(mixtureProblem(p, q)).plan(); // → [[0.25, 0], [0.25, 0.5]]
 * ```
 */
export function mixtureProblem(
  p: GaussianMixture,
  q: GaussianMixture,
  options: { readonly epsilon?: number } = {},
): LinearProblem {
  const costs = p.components.flatMap((one) =>
    q.components.map((other) => squaredBuresWasserstein(one, other)),
  );
  const matrix = fromData(Float64Array.from(costs), [p.components.length, q.components.length]);
  return linearProblem(denseCost(matrix), { a: p.weights, b: q.weights, ...options });
}
