import { DomainError, type FloatData, fromData, UnsupportedError } from '@monge/ndarray';
import { type KeyLike, split } from '@monge/random';
import { fitGaussianMixture } from '../gaussian/fit-gaussian-mixture.js';
import { cloudOf } from '../geometry/cloud-of.js';
import { describe } from '../geometry/describe.js';
import { defaultExecutor } from '../internal/default-executor.js';
import type { TargetInitialiser } from './initialiser.js';
import { mixturePotential } from './internal/mixture-potential.js';
import { requireBalanced } from './internal/require-balanced.js';

export interface GaussianMixtureInitialiserOptions {
  /** Draws the first centres. Default 0. */
  readonly key?: KeyLike;
  /** How many components a side, at most. Default 8. */
  readonly components?: number;
}

/** Steps of the fit: the last digits of it are not those of the measure. */
const FIT = { threshold: 1e-3, maxIterations: 20 } as const;

/**
 * Makes an initialiser that fits a mixture of Gaussians to either measure, and takes the potential between these: a plan between components, at the costs of
 * entropic transport between two of them (after Delon & Desolneux 2020, "A Wasserstein-type distance in the space of Gaussian mixture models"), and
 *
 *   g(y) = Σ_l p_l(y) (ψ_l + Σ_k π_{k|l} g_kl(y)),
 *
 * p_l(y) the probability that y is of the component l, ψ and π the potential and the plan between components, g_kl that between two Gaussians. With one component
 * it is {@link entropicGaussianInitialiser}. Mixtures as a start are of Thornton & Cuturi 2023;
 * the potential is ours.
 *
 * Good where clusters move as wholes, each to one of its own. Where they split or blend it is erratic, and {@link kMeansInitialiser}, whose clusters are many, is
 * better: on nearly all sets of `docs/initialisers.md`.
 *
 * Squared Euclidean costs, in any multiple, and cosine ones. O((n + m) k d²) a step of the fits, O(k² d³) between components. The target potential, [m].
 *
 * @throws {DomainError} unless `components` is a whole number ≥ 1; {UnsupportedError}, when called, for other costs, or when a marginal may give way.
 *
 * @example
 * ```ts
 * import { gaussianMixtureInitialiser, linearProblem, pointCloud, solve } from '@monge/sinkhorn';
 * import { normal } from '@monge/random';
 *
 * const problem = linearProblem(pointCloud(normal(1, [400, 6]), normal(2, [400, 6], { mean: 3 })));
 * const initialiser = gaussianMixtureInitialiser({ components: 2 });
 * solve(problem, { initialiser }).iterations < solve(problem).iterations; // → true
 * ```
 */
export function gaussianMixtureInitialiser({
  key = 0,
  components = 8,
}: GaussianMixtureInitialiserOptions = {}): TargetInitialiser {
  if (!(Number.isInteger(components) && components >= 1)) {
    throw new DomainError(
      `${caller}: expected components a whole number ≥ 1 (how many a side), got ${components}`,
    );
  }
  return (problem, { executor = defaultExecutor() } = {}) => {
    requireBalanced(problem, caller);
    const { a, b, epsilon, geometry } = problem;
    const costs = cloudOf(geometry)?.costs();
    if (costs?.kind !== 'squaredDistance') {
      throw new UnsupportedError(
        `${caller}: expected point clouds under the squared Euclidean cost (Gaussians have a closed form there), got ${describe(geometry)}; use ` +
          "kMeansInitialiser or subsampleInitialiser, or 'auto'",
      );
    }
    const { x, y, dimension, factor } = costs;
    const [forSources, forTargets] = split(key);
    const fitted = (points: FloatData, weights: Float64Array, drawn: KeyLike) =>
      fitGaussianMixture(drawn, fromData(points, [weights.length, dimension]), components, {
        ...FIT,
        weights,
      }).mixture;
    const source = fitted(x, a, forSources);
    const target = fitted(y, b, forTargets);
    const g = mixturePotential(source, target, epsilon / factor, costs, executor, caller);
    return { g: g.map((value) => factor * value) };
  };
}

const caller = 'sinkhorn.gaussianMixtureInitialiser';
