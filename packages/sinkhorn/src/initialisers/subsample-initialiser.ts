import { DomainError } from '@monge/ndarray';
import { type KeyLike, split } from '@monge/random';
import { cloudOf } from '../geometry/cloud-of.js';
import type { Geometry } from '../geometry/geometry.js';
import { refuseForbiddenMoves } from '../geometry/refuse-forbidden-moves.js';
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
 * For any costs that are finite for all pairs, a matrix too; for points whose costs were truncated, with their whole costs. Its gain is small and depends on the draw; with points, {@link kMeansInitialiser} is better in few dimensions.
 *
 * O(n + m), O(k²) an iteration between the points drawn, O(m k d) at the end; O(m k) numbers where the kernels do not compute the costs. The target potential, [m].
 *
 * @throws {DomainError} unless `size` is a whole number ≥ 1. The initialiser throws {UnsupportedError} for sparse costs that were not truncated between points.
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
      `${caller}: expected size a whole number ≥ 1 (how many points a side), got ${size}`,
    );
  }
  return (problem, { executor = defaultExecutor() } = {}) => {
    const geometry = samplable(problem.geometry);
    const [forSources, forTargets] = split(key);
    const sources = sample(problem.a, forSources, size);
    const targets = sample(problem.b, forTargets, size);
    const reduction = {
      a: sources.weights,
      b: targets.weights,
      costs: costsOfSome(geometry, sources.indices, targets.indices),
      toTargets: costsOfSome(geometry, sources.indices),
    };
    return { g: reducedPotential(problem, reduction, executor, caller) };
  };
}

const caller = 'sinkhorn.subsampleInitialiser';

/** The costs as they are drawn from: between points where the kernels compute those, and finite for all pairs. */
function samplable(geometry: Geometry): Geometry {
  const cloud = cloudOf(geometry);
  if (cloud !== undefined && (cloud.cost.fused !== undefined || geometry.kind === 'sparseCost')) return cloud;
  refuseForbiddenMoves(geometry, caller);
  return geometry;
}
