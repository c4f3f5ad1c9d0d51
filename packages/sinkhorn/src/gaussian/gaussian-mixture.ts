import { type ArrayInput, DomainError } from '@monge/ndarray';
import { shares } from '../internal/shares.js';
import type { Gaussian } from './gaussian.js';
import { refuseMisfits } from './internal/coupling.js';

/** A mixture of normal distributions. */
export interface GaussianMixture {
  readonly dimension: number;
  readonly components: readonly Gaussian[];
  /** Of the components, [k], ≥ 0, of total one. */
  readonly weights: Float64Array;
}

export interface GaussianMixtureOptions {
  readonly components: readonly Gaussian[];
  /** Of each component, [k], ≥ 0; divided by their total. Default: equal ones. */
  readonly weights?: ArrayInput;
}

/**
 * A mixture of Gaussians as a record.
 *
 * @throws {ShapeError} when the dimensions differ, or the weights do not fit.
 * @throws {DomainError} when there are no components, a weight is negative, NaN or infinite, or all are zero.
 *
 * @example
 * ```ts
 * import { gaussian, gaussianMixture } from '@monge/sinkhorn';
 *
 * const components = [-1, 1].map((mean) => gaussian({ mean: [mean], covariance: [[0.25]] }));
 * gaussianMixture({ components, weights: [3, 1] }).weights; // → Float64Array [0.75, 0.25]
 * ```
 */
export function gaussianMixture({ components, weights }: GaussianMixtureOptions): GaussianMixture {
  const caller = 'sinkhorn.gaussianMixture';
  if (components.length === 0) throw new DomainError(`${caller}: expected at least one component, got none`);
  for (const component of components) refuseMisfits(components[0], component, caller);
  return Object.freeze({
    dimension: components[0].dimension,
    components: Object.freeze([...components]),
    weights: shares(weights, components.length, caller),
  });
}
