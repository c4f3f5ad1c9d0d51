import {
  eye,
  fromData,
  matmul,
  type NdArray,
  type PointCosts,
  subtract,
  UnsupportedError,
} from '@monge/ndarray';
import { mapEigenvalues, sqrtm } from '@monge/ndarray/linalg';
import { type Moments, moments } from '../../geometry/moments.js';
import type { LinearProblem } from '../../linear-problem.js';
import { requireBalanced } from './require-balanced.js';

type Matrix = NdArray<Float64Array>;

/** Eigenvalues below this fraction of the largest are those of directions without spread. */
const RANK_TOLERANCE = 1e-12;

/** The target potential between the Gaussians that have the moments of the measures, [m]; entropic for ε > 0. */
export function gaussianPotential(problem: LinearProblem, epsilon: number, caller: string): Float64Array {
  requireBalanced(problem, caller);
  const { a, b, geometry } = problem;
  const costs = geometry.costs();
  if (costs.kind !== 'squaredDistance') {
    const got = geometry.kind === 'pointCloud' ? `the cost '${geometry.cost.name}'` : 'a matrix of costs';
    throw new UnsupportedError(
      `${caller}: expected point clouds under the squared Euclidean cost (Gaussians have a closed form there), got ${got}; use ` +
        "kMeansInitialiser or subsampleInitialiser, or 'auto'",
    );
  }
  const { x, y, dimension, factor } = costs;
  const source = moments(x, dimension, a);
  const target = moments(y, dimension, b);
  const map = mapMatrix(source, target, epsilon / factor);
  return quadratic(costs, target.mean, source.mean, subtract(eye(dimension), map));
}

/** The matrix of the map from the target to the source, for the cost |x − y|²: A^½ [(A^½ B A^½ + (ε/4)² I)^½ + (ε/4) I]⁻¹ A^½. */
function mapMatrix(source: Moments, target: Moments, epsilon: number): Matrix {
  const [A, B] = [matrixOf(source), matrixOf(target)];
  const root = sqrtm(A, { structure: 'symmetric' });
  const inner = matmul(matmul(root, B), root);
  const quarter = epsilon / 4;
  // Entries of a covariance are no larger than its largest variance.
  let largest = 0;
  for (let k = 0; k < source.mean.length; k++) largest = Math.max(largest, inner.get(k, k));
  const inverse = mapEigenvalues(inner, (value) => {
    const spread = value > RANK_TOLERANCE * largest ? value : 0;
    const size = Math.sqrt(spread + quarter ** 2) + quarter;
    return size > 0 ? 1 / size : 0;
  });
  return matmul(matmul(root, inverse), root);
}

function matrixOf({ covariance, mean }: Moments): Matrix {
  return fromData(covariance, [mean.length, mean.length]);
}

/** factor · (uᵀ Q u + 2 (m_b − m_a)·u) with u = y − m_b, which is g up to a constant. */
function quadratic(
  { y, dimension, factor }: PointCosts,
  mean: Float64Array,
  other: Float64Array,
  q: Matrix,
): Float64Array {
  const centred = Float64Array.from(y, (value, at) => value - mean[at % dimension]);
  const count = centred.length / dimension;
  const image = matmul(fromData(centred, [count, dimension]), q).data;
  const g = new Float64Array(count);
  for (let j = 0; j < count; j++) {
    let value = 0;
    for (let k = 0; k < dimension; k++) {
      const at = j * dimension + k;
      value += centred[at] * (image[at] + 2 * (mean[k] - other[k]));
    }
    g[j] = factor * value;
  }
  return g;
}
