import { DomainError, matmul, multiply, type NdArray, ShapeError, transpose } from '@monge/ndarray';
import { mapEigenvalues, svd } from '@monge/ndarray/linalg';
import type { Gaussian } from '../gaussian.js';

type Matrix = NdArray<Float64Array>;

/** Singular values below this fraction of the largest are those of directions without spread. */
const RANK_TOLERANCE = 1e-14;

/** How the covariances A and B of two Gaussians are coupled by optimal transport for the cost |x − y|² and the penalty ε KL. */
export interface Coupling {
  /** κ_k = 4 s_k²/(δ_k + ε/2), δ_k = (4 s_k² + ε²/4)^½, of the singular values s of B^½ A^½, [d]: twice the covariances that are gained; 2 s_k for ε = 0. */
  readonly gains: Float64Array;
  /** The matrix of the map from a to b, symmetric. */
  readonly forward: Matrix;
  /** The matrix of the map from b to a, symmetric. */
  readonly backward: Matrix;
  /** E (x − m_a)(y − m_b)ᵀ */
  readonly crossCovariance: Matrix;
}

/**
 * With the singular value decomposition B^½ A^½ = U S Vᵀ and h_k = 2/(δ_k + ε/2), the maps have the matrices
 *
 *   B^½ U diag(h) Uᵀ B^½   and   A^½ V diag(h) Vᵀ A^½,
 *
 * which are those of Janati et al. 2020 (Thm 1), A^-½ (½ D − ¼ ε I) A^-½ with D = (4 A^½ B A^½ + ¼ ε² I)^½, without an inverse: singular covariances are
 * no exception. For ε = 0, h_k = 1/s_k gives the Monge map, and 0 where s_k = 0 extends it by its mean where there is none. O(d³).
 */
export function coupling(a: Gaussian, b: Gaussian, epsilon: number): Coupling {
  const [rootA, rootB] = [rootOf(a), rootOf(b)];
  const { u, s, vt } = svd(matmul(rootB, rootA));
  const v = transpose(vt);
  const singular = s.data;
  const negligible = epsilon > 0 ? 0 : RANK_TOLERANCE * singular[0];
  const denominators = singular.map((value) => Math.hypot(2 * value, epsilon / 2) + epsilon / 2);
  const h = singular.map((value, k) => (value > negligible || epsilon > 0 ? 2 / denominators[k] : 0));
  const gains = singular.map((value, k) => 2 * value * (value * h[k]));
  const [fromA, fromB] = [matmul(rootA, v), matmul(rootB, u)];
  const symmetric = (factor: Matrix) => matmul(multiply(factor, h), transpose(factor));
  return {
    gains,
    forward: symmetric(fromB),
    backward: symmetric(fromA),
    crossCovariance: matmul(
      multiply(
        fromA,
        singular.map((value, k) => value * h[k]),
      ),
      transpose(fromB),
    ),
  };
}

/** A^½, eigenvalues that rounding made negative taken as zero. */
export function rootOf({ covariance }: Gaussian): Matrix {
  return mapEigenvalues(covariance, (value) => Math.sqrt(Math.max(0, value)));
}

export function refuseMisfits(a: Gaussian, b: Gaussian, caller: string): void {
  if (a.dimension === b.dimension) return;
  throw new ShapeError(
    `${caller}: expected Gaussians of one dimension, got ${a.dimension} and ${b.dimension}`,
  );
}

export function refuseNegative(epsilon: number, caller: string): void {
  if (epsilon >= 0 && epsilon < Infinity) return;
  throw new DomainError(
    `${caller}: expected epsilon in [0, ∞) (strength of the regularisation), got ${epsilon}`,
  );
}
