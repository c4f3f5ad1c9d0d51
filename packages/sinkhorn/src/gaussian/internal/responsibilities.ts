import type { FloatData } from '@monge/ndarray';
import { cholesky } from '@monge/ndarray/linalg';
import type { GaussianMixture } from '../gaussian-mixture.js';

/** How points divide among the components of a mixture. */
export interface Responsibilities {
  /** Of each component, the probability that each point is its own, [n]. */
  readonly shares: readonly Float64Array[];
  /** The logarithm of the density of the mixture at each point, [n]. */
  readonly logDensities: Float64Array;
}

/** By their densities, which have to be there: covariances are positive definite. O(n · k · d²). */
export function responsibilities(
  { components, weights, dimension }: GaussianMixture,
  points: FloatData,
): Responsibilities {
  const count = points.length / dimension;
  const shares = components.map(() => new Float64Array(count));
  const logDensities = new Float64Array(count).fill(-Infinity);
  for (const [k, { mean, covariance }] of components.entries()) {
    const lower = cholesky(covariance).data;
    logDensitiesOf(points, weights[k], mean.data, lower, shares[k]);
    for (let i = 0; i < count; i++) logDensities[i] = Math.max(logDensities[i], shares[k][i]);
  }
  for (let i = 0; i < count; i++) {
    const largest = logDensities[i];
    let total = 0;
    for (const share of shares) {
      share[i] = Math.exp(share[i] - largest);
      total += share[i];
    }
    for (const share of shares) share[i] /= total;
    logDensities[i] = largest + Math.log(total);
  }
  return { shares, logDensities };
}

/** log(weight · density) at each of the points, of the Gaussian whose covariance is L Lᵀ. */
function logDensitiesOf(
  points: FloatData,
  weight: number,
  mean: Float64Array,
  lower: Float64Array,
  out: Float64Array,
): void {
  const d = mean.length;
  let constant = Math.log(weight) - (d / 2) * Math.log(2 * Math.PI);
  for (let k = 0; k < d; k++) constant -= Math.log(lower[k * d + k]);
  const z = new Float64Array(d);
  for (let i = 0; i < out.length; i++) {
    let square = 0;
    for (let k = 0; k < d; k++) {
      let value = points[i * d + k] - mean[k];
      for (let l = 0; l < k; l++) value -= lower[k * d + l] * z[l];
      z[k] = value / lower[k * d + k];
      square += z[k] * z[k];
    }
    out[i] = constant - square / 2;
  }
}
