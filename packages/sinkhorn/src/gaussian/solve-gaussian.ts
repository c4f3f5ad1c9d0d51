import {
  type ArrayInput,
  add,
  DomainError,
  dot,
  eye,
  fromData,
  matmul,
  multiply,
  type NdArray,
  ShapeError,
  subtract,
} from '@monge/ndarray';
import { trace } from '@monge/ndarray/linalg';
import { squaredEuclidean } from '../costs/squared-euclidean.js';
import { readPoints } from '../geometry/point-cloud.js';
import { sum } from '../internal/sums.js';
import type { TransportOptions } from '../plan/transport.js';
import type { Gaussian } from './gaussian.js';
import { coupling, refuseMisfits, refuseNegative } from './internal/coupling.js';

export interface SolveGaussianOptions {
  /** Strength of the entropic regularisation, ≥ 0. Default 0: exact transport. */
  readonly epsilon?: number;
}

/** The plan between two Gaussians, which is Gaussian too, and what it costs. */
export interface GaussianSolution {
  readonly epsilon: number;
  /** ⟨P, C⟩ = E |x − y|²; the squared 2-Wasserstein distance for ε = 0. */
  readonly cost: number;
  /** ⟨P, C⟩ + ε KL(P | a ⊗ b), what is minimised. */
  readonly regularisedCost: number;
  /** E (x − m_a)(y − m_b)ᵀ under the plan, [d, d]. */
  readonly crossCovariance: NdArray<Float64Array>;
  /** The source potential at each point, [k, d] → [k], of zero mean under a. */
  readonly f: (points: ArrayInput) => NdArray<Float64Array>;
  /** The target potential at each point, [k, d] → [k]. */
  readonly g: (points: ArrayInput) => NdArray<Float64Array>;
  /**
   * The mean of the other end of the plan at each point, [k, d]: the Monge map for ε = 0, else the entropic map. Where a covariance is singular there
   * need be no Monge map; the mean is that of an optimal plan even so.
   */
  readonly transport: (points: ArrayInput, options?: TransportOptions) => NdArray<Float64Array>;
}

type Matrix = NdArray<Float64Array>;

/**
 * Optimal transport between two Gaussians for the cost |x − y|², exact or with the penalty ε KL(P | a ⊗ b), in closed form:
 *
 *   ⟨P, C⟩ + ε KL = |m_a − m_b|² + tr A + tr B + Σ_k [½ ε log(1 + κ_k/ε) − κ_k],   κ_k = (4 s_k² + ¼ ε²)^½ − ½ ε,
 *
 * s the singular values of A^½ B^½ (Gelbrich 1990 for ε = 0; Janati, Muzellec, Peyré & Cuturi 2020, "Entropic optimal transport between unbalanced
 * Gaussian measures has a closed form", Thm 1, where ε = 2σ², written such that nothing cancels or is inverted). O(d³), and O(k·d²) for k points.
 *
 * @throws {ShapeError} when the dimensions differ.
 * @throws {DomainError} unless ε is in [0, ∞).
 *
 * @example
 * ```ts
 * import { gaussian, solveGaussian } from '@monge/sinkhorn';
 *
 * const a = gaussian({ mean: [0, 0], covariance: [[1, 0], [0, 4]] });
 * const b = gaussian({ mean: [1, 0], covariance: [[9, 0], [0, 1]] });
 * solveGaussian(a, b).cost; // → 6
 * solveGaussian(a, b).transport([[1, 1]]); // → [[4, 0.5]]
 * solveGaussian(a, b, { epsilon: 1 }).regularisedCost.toFixed(6); // → '8.641058'
 * ```
 */
export function solveGaussian(
  a: Gaussian,
  b: Gaussian,
  { epsilon = 0 }: SolveGaussianOptions = {},
): GaussianSolution {
  refuseMisfits(a, b, caller);
  refuseNegative(epsilon, caller);
  const { gains, forward, backward, crossCovariance } = coupling(a, b, epsilon);
  const gap = subtract(a.mean, b.mean);
  const apart = dot(gap, gap) + trace(add(a.covariance, b.covariance)).get();
  // The last term vanishes with ε.
  const penalties = gains.map((gain) => (epsilon === 0 ? 0 : (epsilon / 2) * Math.log1p(gain / epsilon)));
  const cost = apart - sum(gains);
  const regularisedCost = cost + sum(penalties);
  return Object.freeze<GaussianSolution>({
    epsilon,
    cost,
    regularisedCost,
    crossCovariance,
    f: quadratic(a, forward, gap, 0),
    g: quadratic(b, backward, multiply(gap, -1), regularisedCost),
    transport: (points, { from = 'source' } = {}) => {
      if (from === 'source') return image(a, b, forward, points);
      if (from === 'target') return image(b, a, backward, points);
      throw new DomainError(
        `${caller}: expected from 'source' or 'target' (side of the points), got ${String(from)}`,
      );
    },
  });
}

const caller = 'sinkhorn.solveGaussian';

/** u ↦ uᵀ (I − M) u + 2 (m − m_other)·u + constant, u = x − m, whose mean under the Gaussian is `expectation`. */
function quadratic(own: Gaussian, map: Matrix, gap: Matrix, expectation: number) {
  const q = subtract(eye(own.dimension), map);
  const constant = expectation - trace(matmul(q, own.covariance)).get();
  return (points: ArrayInput) => {
    const u = centred(own, points);
    const [count, d] = u.shape;
    const slopes = add(matmul(u, q), multiply(gap, 2)).data;
    const values = new Float64Array(count).fill(constant);
    for (let i = 0; i < count * d; i++) values[Math.floor(i / d)] += u.data[i] * slopes[i];
    return fromData(values, [count]);
  };
}

/** x ↦ m_other + M (x − m) */
function image(own: Gaussian, other: Gaussian, map: Matrix, points: ArrayInput): Matrix {
  return add(other.mean, matmul(centred(own, points), map));
}

/** The points from the mean, [k, d]. */
function centred({ dimension, mean }: Gaussian, input: ArrayInput): Matrix {
  const points = readPoints(input, 'float64', squaredEuclidean, 'points', caller);
  if (points.dimension !== dimension) {
    throw new ShapeError(
      `${caller}: expected points of shape [k, ${dimension}] (of the dimension of the Gaussians), got [${points.count}, ${points.dimension}]`,
    );
  }
  return subtract(fromData(Float64Array.from(points.data), [points.count, dimension]), mean);
}
