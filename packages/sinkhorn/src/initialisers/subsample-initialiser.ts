import { DomainError } from '@monge/ndarray';
import { type KeyLike, split } from '@monge/random';
import { pairwiseCosts } from '../geometry/pairwise-costs.js';
import { defaultExecutor } from '../internal/default-executor.js';
import type { TargetInitialiser } from './initialiser.js';
import { reducedPotential } from './internal/reduced-problem.js';
import { costsOfSome, sample } from './internal/samples.js';

export interface SubsampleInitialiserOptions {
  /** Draws the points. Default 0. */
  readonly key?: KeyLike;
  /** How many points a side. Default 4√n for n points, or n if that is less. */
  readonly size?: number;
}

/**
 * Makes an initialiser that solves the problem between points drawn by their weights, with replacement (Thornton & Cuturi 2023, "Rethinking Initialization
 * of the Sinkhorn Algorithm"), and extends the potential of the sources to all targets by g(y) = −ε log Σ_k a_k exp((f_k − c(x_k, y))/ε).
 *
 * For any costs, a matrix too. Its gain is small and depends on the draw; with points, {@link kMeansInitialiser} is better in few dimensions.
 *
 * O(n + m), O(k²) an iteration between the points drawn, O(m k d) at the end. The target potential, [m].
 *
 * @throws {DomainError} unless `size` is a whole number ≥ 1.
 *
 * @example
 * ```ts
 * import { denseCost, linearProblem, subsampleInitialiser } from '@monge/sinkhorn';
 *
 * const problem = linearProblem(denseCost([[0, 1, 4], [1, 0, 1]]), { epsilon: 0.1 });
 * const { g } = subsampleInitialiser({ key: 7, size: 2 })(problem);
 * ```
 */
export function subsampleInitialiser({ key = 0, size }: SubsampleInitialiserOptions = {}): TargetInitialiser {
  if (size !== undefined && !(Number.isInteger(size) && size >= 1)) {
    throw new DomainError(
      `sinkhorn.subsampleInitialiser: expected size a whole number ≥ 1 (how many points a side), got ${size}`,
    );
  }
  return (problem, { executor = defaultExecutor() } = {}) => {
    const costs = pairwiseCosts(
      problem.geometry,
      'sinkhorn.subsampleInitialiser',
      'use another initialiser, or none',
    );
    const [forSources, forTargets] = split(key);
    const sources = sample(problem.a, forSources, size);
    const targets = sample(problem.b, forTargets, size);
    const reduction = {
      a: sources.weights,
      b: targets.weights,
      costs: costsOfSome(costs, sources.indices, targets.indices),
      toTargets: costsOfSome(costs, sources.indices),
    };
    return { g: reducedPotential(problem, reduction, executor) };
  };
}
