import { type ArrayInput, DomainError, fromData } from '@monge/ndarray';
import type { KeyLike } from '@monge/random';
import { squaredEuclidean } from '../costs/squared-euclidean.js';
import { moments } from '../geometry/moments.js';
import { readPoints } from '../geometry/point-cloud.js';
import { kMeans, type WeightedPoints } from '../initialisers/internal/k-means.js';
import { shares as sharesOf } from '../internal/shares.js';
import { dot, sum } from '../internal/sums.js';
import type { Status } from '../solution.js';
import { gaussian } from './gaussian.js';
import { type GaussianMixture, gaussianMixture } from './gaussian-mixture.js';
import { responsibilities } from './internal/responsibilities.js';

export interface FitGaussianMixtureOptions {
  /** Of each point, [n], ≥ 0; divided by their total. Default: equal ones. */
  readonly weights?: ArrayInput;
  /** Rise of the log-likelihood, from one iteration to the next, at which to stop; ≥ 0. Default 1e-6. */
  readonly threshold?: number;
  /** Default 200. */
  readonly maxIterations?: number;
}

export interface GaussianMixtureFit {
  readonly status: Exclude<Status, 'diverged'>;
  readonly iterations: number;
  readonly mixture: GaussianMixture;
  /** Σ w_i log p(x_i), for the density p of the mixture and weights of total one. */
  readonly logLikelihood: number;
}

const caller = 'sinkhorn.fitGaussianMixture';

/** Steps of Lloyd's algorithm before the first of ours. */
const LLOYD_STEPS = 2;

/** Variance that is added in all directions, as a share of the mean variance of the cloud. */
const LEAST_VARIANCE = 1e-6;

/** The same for points that all coincide: its density is in the range of floats in more dimensions than there will be. */
const NO_VARIANCE = 1e-30;

/** Components with a smaller share of the mass are dropped: they have no covariance to speak of. */
const LEAST_SHARE = 1e-9;

/**
 * A mixture of Gaussians fitted to weighted points: expectation and maximisation in turn, each of which makes the points more likely, from clusters of k-means
 * (Dempster, Laird & Rubin 1977). It is a local maximum, and depends on the key, which draws the first centres. A millionth of the mean variance of the
 * cloud is added to that of each component in each direction, so that a component of few points has a density too. O(n · k · d²) an iteration.
 *
 * @param points [n, d], or [n] on the line.
 * @param components k, how many at most: fewer where fewer points are distinct.
 * @throws {ShapeError} when there are no points, or the weights do not fit.
 * @throws {DomainError} unless `components` is a whole number ≥ 1; when a coordinate is NaN or infinite, a weight negative, NaN or infinite, or all are zero; or an
 * option is out of range.
 *
 * @example
 * ```ts
 * import { fitGaussianMixture } from '@monge/sinkhorn';
 *
 * const { mixture, status } = fitGaussianMixture(1, [0, 1, 2, 50, 51], 2);
 * status; // → 'converged'
 * mixture.weights.toSorted(); // → Float64Array [0.4, 0.6]
 * ```
 */
export function fitGaussianMixture(
  key: KeyLike,
  points: ArrayInput,
  components: number,
  { weights, threshold = 1e-6, maxIterations = 200 }: FitGaussianMixtureOptions = {},
): GaussianMixtureFit {
  const { data, count, dimension } = readPoints(points, 'float64', squaredEuclidean, 'points', caller);
  expect(Number.isInteger(components) && components >= 1, 'components a whole number ≥ 1', components);
  expect(
    threshold >= 0 && threshold < Infinity,
    'threshold in [0, ∞) (rise of the log-likelihood at which to stop)',
    threshold,
  );
  expect(
    Number.isInteger(maxIterations) && maxIterations >= 1,
    'maxIterations a whole number ≥ 1',
    maxIterations,
  );
  const cloud = { data, dimension, weights: sharesOf(weights, count, caller) };
  const floor = leastVariance(cloud);
  const { members, masses } = kMeans(cloud, Math.min(components, count), key, LLOYD_STEPS);
  let mixture = maximised(
    cloud,
    Array.from(masses, (_, k) => cloud.weights.map((weight, i) => (members[i] === k ? weight : 0))),
    floor,
  );
  let before = -Infinity;
  for (let iterations = 1; ; iterations++) {
    const { shares, logDensities } = responsibilities(mixture, data);
    const logLikelihood = dot(cloud.weights, logDensities);
    const converged = logLikelihood - before <= threshold;
    if (converged || iterations >= maxIterations) {
      const status = converged ? 'converged' : 'maxIterations';
      return Object.freeze({ status, iterations, mixture, logLikelihood });
    }
    before = logLikelihood;
    for (const share of shares) for (let i = 0; i < count; i++) share[i] *= cloud.weights[i];
    mixture = maximised(cloud, shares, floor);
  }
}

function leastVariance({ data, dimension, weights }: WeightedPoints): number {
  const { squareMean } = moments(data, dimension, weights);
  return squareMean > 0 ? (LEAST_VARIANCE * squareMean) / dimension : NO_VARIANCE;
}

/** The mixture whose components have such masses of each point. */
function maximised(
  { data, dimension }: WeightedPoints,
  masses: readonly Float64Array[],
  floor: number,
): GaussianMixture {
  const kept = masses.filter((mass) => sum(mass) > LEAST_SHARE);
  const components = kept.map((mass) => {
    const { mean, covariance } = moments(data, dimension, mass);
    for (let k = 0; k < dimension; k++) covariance[k * dimension + k] += floor;
    return gaussian({
      mean: fromData(mean, [dimension]),
      covariance: fromData(covariance, [dimension, dimension]),
    });
  });
  return gaussianMixture({ components, weights: kept.map(sum) });
}

function expect(condition: boolean, expected: string, got: unknown): void {
  if (!condition) throw new DomainError(`${caller}: expected ${expected}, got ${String(got)}`);
}
