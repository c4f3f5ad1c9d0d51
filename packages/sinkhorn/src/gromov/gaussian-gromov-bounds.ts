import { eigvalsh } from '@monge/ndarray/linalg';
import type { Gaussian } from '../gaussian/gaussian.js';

/** What the squared Gromov–Wasserstein distance of two Gaussians lies between. */
export interface GaussianGromovBounds {
  readonly lower: number;
  /** The least cost of plans that are Gaussian themselves, which are linear maps: it is attained. */
  readonly upper: number;
}

/**
 * Bounds of the squared Gromov–Wasserstein distance between two Gaussians, for squared Euclidean costs and the square loss: with the eigenvalues λ
 * and μ of their covariances in descending order, zeros added to the shorter list,
 *
 *   upper = 4 (Σλ − Σμ)² + 8 |λ − μ|²,  lower = 4 (Σλ − Σμ)² + 4 |λ − μ|² + 4 (|λ| − |μ|)²
 *
 * (Delon, Desolneux & Salmona 2022, "Gromov–Wasserstein distances between Gaussian distributions", Prop. 3.2 and Thm 4.1). Means play no part, and
 * dimensions may differ. They are equal where one covariance is a multiple of the other in this sense. O(d³).
 *
 * @example
 * ```ts
 * import { gaussian } from '@monge/sinkhorn';
 * import { gaussianGromovBounds } from '@monge/sinkhorn/gromov';
 *
 * const plane = gaussian({ mean: [0, 0], covariance: [[2, 0], [0, 1]] });
 * const line = gaussian({ mean: [5], covariance: [[2]] });
 * gaussianGromovBounds(plane, line).upper; // → 12
 * ```
 */
export function gaussianGromovBounds(one: Gaussian, other: Gaussian): GaussianGromovBounds {
  const [first, second] = [spectrum(one), spectrum(other)];
  const size = Math.max(first.length, second.length);
  let [traces, squares] = [0, 0];
  for (let k = 0; k < size; k++) {
    const difference = (first[k] ?? 0) - (second[k] ?? 0);
    traces += difference;
    squares += difference ** 2;
  }
  const ofTraces = 4 * traces ** 2;
  const norms = Math.hypot(...first) - Math.hypot(...second);
  return { lower: ofTraces + 4 * squares + 4 * norms ** 2, upper: ofTraces + 8 * squares };
}

/** The eigenvalues of a covariance, from the largest. */
function spectrum({ covariance }: Gaussian): Float64Array {
  return eigvalsh(covariance).data.slice().reverse();
}
