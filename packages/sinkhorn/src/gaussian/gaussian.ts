import {
  type ArrayInput,
  array,
  DomainError,
  type FloatDType,
  type NdArray,
  resultDtype,
  ShapeError,
} from '@monge/ndarray';
import { eigvalsh } from '@monge/ndarray/linalg';

/** A normal distribution. */
export interface Gaussian {
  readonly dimension: number;
  /** [d] */
  readonly mean: NdArray<Float64Array>;
  /** [d, d], symmetric, positive semi-definite: singular ones live on a subspace, and 0 is a point. */
  readonly covariance: NdArray<Float64Array>;
}

export interface GaussianOptions {
  /** [d] */
  readonly mean: ArrayInput;
  /** [d, d], symmetric, positive semi-definite. */
  readonly covariance: ArrayInput;
}

/** Differences from symmetry, and eigenvalues below zero, of less than this fraction of the largest entry are rounding. */
const ROUNDING: Readonly<Record<FloatDType, number>> = { float64: 1e-10, float32: 1e-5 };

/**
 * A normal distribution as a record, copied and checked.
 *
 * @throws {ShapeError} unless the mean is [d], d ≥ 1, and the covariance [d, d].
 * @throws {DomainError} when a number is not finite, or the covariance not symmetric and positive semi-definite, up to the rounding of its dtype.
 *
 * @example
 * ```ts
 * import { gaussian } from '@monge/sinkhorn';
 *
 * gaussian({ mean: [0, 1], covariance: [[2, 0.5], [0.5, 1]] }).dimension; // → 2
 * ```
 */
export function gaussian({ mean, covariance }: GaussianOptions): Gaussian {
  const caller = 'sinkhorn.gaussian';
  const m = array(mean, { dtype: 'float64' });
  const c = array(covariance, { dtype: 'float64' });
  const d = m.shape[0];
  const square = c.shape.length === 2 && c.shape[0] === d && c.shape[1] === d;
  if (m.shape.length !== 1 || d === 0 || !square) {
    throw new ShapeError(
      `${caller}: expected mean of shape [d], d ≥ 1, and covariance of shape [d, d], got [${m.shape.join(', ')}] and [${c.shape.join(', ')}]`,
    );
  }
  let largest = 0;
  const rounding = ROUNDING[resultDtype(covariance)];
  for (const value of [...m.data, ...c.data]) {
    if (!Number.isFinite(value)) throw new DomainError(`${caller}: expected finite numbers, got ${value}`);
  }
  for (const value of c.data) largest = Math.max(largest, Math.abs(value));
  for (let i = 0; i < d; i++) {
    for (let j = 0; j < i; j++) {
      const [below, above] = [c.data[i * d + j], c.data[j * d + i]];
      if (!(Math.abs(below - above) <= rounding * largest)) {
        throw new DomainError(
          `${caller}: expected a symmetric covariance, got ${below} at [${i}, ${j}] and ${above} at [${j}, ${i}]`,
        );
      }
      c.data[i * d + j] = c.data[j * d + i] = (below + above) / 2;
    }
  }
  const least = eigvalsh(c).get(0);
  if (least < -rounding * largest) {
    throw new DomainError(
      `${caller}: expected a positive semi-definite covariance, got one with the eigenvalue ${least}`,
    );
  }
  return Object.freeze({ dimension: d, mean: m, covariance: c });
}
