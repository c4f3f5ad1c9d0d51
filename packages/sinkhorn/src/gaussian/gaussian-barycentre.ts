import {
  type ArrayInput,
  add,
  DomainError,
  eye,
  matmul,
  multiply,
  type NdArray,
  subtract,
} from '@monge/ndarray';
import { trace } from '@monge/ndarray/linalg';
import { shares } from '../internal/shares.js';
import type { Status } from '../solution.js';
import { type Gaussian, gaussian } from './gaussian.js';
import { coupling, refuseMisfits } from './internal/coupling.js';

export interface GaussianBarycentreOptions {
  /** Of each Gaussian, [k], ≥ 0; divided by their total. Default: equal ones. */
  readonly weights?: ArrayInput;
  /** Length of a step, as a Wasserstein distance relative to the spread of the barycentre, at which to stop; ≥ 0. Default 1e-10. */
  readonly threshold?: number;
  /** Default 1000. */
  readonly maxIterations?: number;
}

export interface GaussianBarycentre {
  readonly status: Exclude<Status, 'diverged'>;
  readonly iterations: number;
  readonly barycentre: Gaussian;
}

/**
 * The 2-Wasserstein barycentre of Gaussians, which is Gaussian: it minimises Σ w_i W₂²(·, N_i). Its mean is Σ w_i m_i, and its covariance
 * the fixed point of S ← M S M, M = Σ w_i M_i the mean of the Monge maps to each (Álvarez-Esteban, del Barrio, Cuesta-Albertos &
 * Matrán 2016, "A fixed-point approach to barycenters in Wasserstein space", eq. 16), from S = Σ w_i Σ_i. One iteration where all covariances
 * commute. O(k·d³) an iteration.
 *
 * @throws {ShapeError} when the dimensions differ, or the weights do not fit.
 * @throws {DomainError} when there are no Gaussians, a weight is negative, NaN or infinite, or all are zero, or an option is out of range.
 *
 * @example
 * ```ts
 * import { gaussian, gaussianBarycentre } from '@monge/sinkhorn';
 *
 * const a = gaussian({ mean: [0], covariance: [[1]] });
 * const b = gaussian({ mean: [4], covariance: [[9]] });
 * const { barycentre } = gaussianBarycentre([a, b], { weights: [3, 1] });
 * barycentre.mean; // → [1]
 * barycentre.covariance; // → [[2.25]]
 * ```
 */
export function gaussianBarycentre(
  gaussians: readonly Gaussian[],
  options: GaussianBarycentreOptions = {},
): GaussianBarycentre {
  const { threshold = 1e-10, maxIterations = 1000 } = options;
  expect(gaussians.length > 0, 'at least one Gaussian', 'none');
  expect(threshold >= 0, 'threshold in [0, ∞) (length of a step at which to stop)', threshold);
  expect(
    Number.isInteger(maxIterations) && maxIterations >= 1,
    'maxIterations a whole number ≥ 1',
    maxIterations,
  );
  for (const one of gaussians) refuseMisfits(gaussians[0], one, caller);
  const weights = shares(options.weights, gaussians.length, caller);
  const mean = average(weights, (i) => gaussians[i].mean);
  let covariance = average(weights, (i) => gaussians[i].covariance);
  for (let iterations = 1; ; iterations++) {
    const barycentre = gaussian({ mean, covariance });
    const map = average(weights, (i) => coupling(barycentre, gaussians[i], 0).forward);
    const step = subtract(map, eye(barycentre.dimension));
    const length = Math.sqrt(Math.max(0, trace(matmul(matmul(step, covariance), step)).get()));
    covariance = matmul(matmul(map, covariance), map);
    const converged = length <= threshold * Math.sqrt(trace(covariance).get());
    if (!converged && iterations < maxIterations) continue;
    const status = converged ? 'converged' : 'maxIterations';
    return Object.freeze({ status, iterations, barycentre: gaussian({ mean, covariance }) });
  }
}

const caller = 'sinkhorn.gaussianBarycentre';

function average(weights: Float64Array, of: (i: number) => NdArray<Float64Array>): NdArray<Float64Array> {
  let total = multiply(of(0), weights[0]);
  for (let i = 1; i < weights.length; i++) total = add(total, multiply(of(i), weights[i]));
  return total;
}

function expect(condition: boolean, expected: string, got: unknown): void {
  if (!condition) throw new DomainError(`${caller}: expected ${expected}, got ${String(got)}`);
}
