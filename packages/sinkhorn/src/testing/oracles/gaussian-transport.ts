import {
  type ArrayInput,
  add,
  array,
  DomainError,
  dot,
  eye,
  matmul,
  multiply,
  type NdArray,
  ShapeError,
  subtract,
  sum,
} from '@monge/ndarray';
import { logDeterminant } from '../internal/log-determinant.js';
import { squareRoot } from '../internal/square-root.js';

/** A normal distribution. */
export interface Gaussian {
  /** [d] */
  readonly mean: ArrayInput;
  /** [d, d], symmetric, positive definite. */
  readonly covariance: ArrayInput;
}

/** The entropic transport between two Gaussians, which is Gaussian too. */
export interface GaussianTransport {
  /** ⟨P, C⟩ = E |x − y|² */
  readonly cost: number;
  /** ⟨P, C⟩ + ε KL(P | a ⊗ b) */
  readonly regularisedCost: number;
  /** E (x − m_a)(y − m_b)ᵀ under the plan, [d, d]. */
  readonly crossCovariance: NdArray<Float64Array>;
  /** The source potential at a point, [d], of zero mean under a. */
  readonly f: (x: ArrayInput) => number;
  /** The target potential at a point, [d]. */
  readonly g: (y: ArrayInput) => number;
  /** The entropic map E[y | x], which is affine, [d]. */
  readonly map: (x: ArrayInput) => NdArray<Float64Array>;
}

type Matrix = NdArray<Float64Array>;

/**
 * The exact solution of entropic transport between two Gaussians for the cost |x − y|² and the penalty ε KL(P | a ⊗ b): with
 * D = (4 A^½ B A^½ + (ε/2)² I)^½, A and B the covariances,
 *
 *   ⟨P, C⟩ + ε KL = |m_a − m_b|² + tr A + tr B − tr D + (dε/2)(1 − log ε) + (ε/2) log det(D + (ε/2) I),
 *   E (x − m_a)(y − m_b)ᵀ = ½ A^½ D A^-½ − (ε/4) I
 *
 * (Janati, Muzellec, Peyré & Cuturi 2020, "Entropic optimal transport between unbalanced Gaussian measures has a closed form", Thms 1
 * and 2, where ε = 2σ²). Sinkhorn's algorithm on the densities at the nodes of a regular grid that resolves them comes close
 * to it exponentially fast in the number of nodes. O(d³).
 *
 * @throws {ShapeError} unless the means are [d] and the covariances [d, d].
 * @throws {DomainError} unless ε > 0.
 *
 * @example
 * const a = { mean: [0], covariance: [[1]] };
 * const b = { mean: [3], covariance: [[4]] };
 * gaussianTransport(a, b, 1e-6).cost; // → 10.0000 (that is 3² + (2 − 1)²)
 */
export function gaussianTransport(a: Gaussian, b: Gaussian, epsilon: number): GaussianTransport {
  const { mean: meanA, covariance: covarianceA } = read(a, 'a');
  const { mean: meanB, covariance: covarianceB } = read(b, 'b');
  const d = meanA.size;
  if (meanB.size !== d) {
    throw new ShapeError(
      `sinkhorn.gaussianTransport: expected b of dimension ${d} (that of a), got ${meanB.size}`,
    );
  }
  if (!(epsilon > 0)) {
    throw new DomainError(
      `sinkhorn.gaussianTransport: expected epsilon in (0, ∞) (strength of the regularisation), got ${epsilon}`,
    );
  }
  const forward = monge(covarianceA, covarianceB, epsilon);
  const backward = monge(covarianceB, covarianceA, epsilon);
  const crossCovariance = matmul(covarianceA, forward.map);
  const between = subtract(meanA, meanB);
  const total = dot(between, between) + trace(covarianceA) + trace(covarianceB);
  const entropic =
    0.5 *
    epsilon *
    (d * (1 - Math.log(epsilon)) + logDeterminant(add(forward.d, multiply(eye(d), 0.5 * epsilon))));
  const regularisedCost = total - trace(forward.d) + entropic;
  // f is x ↦ |x|² − (x − m_a)ᵀ M (x − m_a) − 2 m_b·x, M the matrix of the map, and alike for g. Their means add up to the value.
  const f = quadratic(meanA, covarianceA, subtract(eye(d), forward.map), between, 0);
  const g = quadratic(
    meanB,
    covarianceB,
    subtract(eye(d), backward.map),
    multiply(between, -1),
    regularisedCost,
  );
  return {
    cost: total - 2 * trace(crossCovariance),
    regularisedCost,
    crossCovariance,
    f,
    g,
    map: (x) => add(meanB, matmul(forward.map, subtract(float64(x), meanA))),
  };
}

function read({ mean, covariance }: Gaussian, name: string) {
  const [m, c] = [float64(mean), float64(covariance)];
  const d = m.shape[0];
  if (m.shape.length !== 1 || c.shape.length !== 2 || c.shape[0] !== d || c.shape[1] !== d) {
    throw new ShapeError(
      `sinkhorn.gaussianTransport: expected ${name}.mean of shape [d] and ${name}.covariance of shape [d, d], got [${m.shape.join(', ')}] and ` +
        `[${c.shape.join(', ')}]`,
    );
  }
  return { mean: m, covariance: c };
}

/** D, and the matrix of the entropic map, A^-½ (½ D − (ε/4) I) A^-½. */
function monge(from: Matrix, to: Matrix, epsilon: number): { d: Matrix; map: Matrix } {
  const { root, inverse } = squareRoot(from);
  const identity = eye(from.shape[0]);
  const square = add(multiply(matmul(matmul(root, to), root), 4), multiply(identity, (0.5 * epsilon) ** 2));
  const d = squareRoot(square).root;
  const inner = multiply(subtract(d, multiply(identity, 0.5 * epsilon)), 0.5);
  return { d, map: matmul(matmul(inverse, inner), inverse) };
}

/** u ↦ uᵀ Q u + 2 v·u + constant, u = x − mean, of the given expectation. */
function quadratic(mean: Matrix, covariance: Matrix, q: Matrix, v: Matrix, expectation: number) {
  const constant = expectation - trace(matmul(q, covariance));
  return (x: ArrayInput): number => {
    const u = subtract(float64(x), mean);
    return dot(u, matmul(q, u)) + 2 * dot(v, u) + constant;
  };
}

function float64(input: ArrayInput): Matrix {
  return array(input, { dtype: 'float64' });
}

function trace(matrix: Matrix): number {
  return sum(multiply(matrix, eye(matrix.shape[0])));
}
