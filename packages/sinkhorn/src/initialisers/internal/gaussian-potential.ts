import {
  eye,
  fromData,
  matmul,
  type NdArray,
  type PointCosts,
  subtract,
  UnsupportedError,
} from '@monge/ndarray';
import type { Gaussian } from '../../gaussian/gaussian.js';
import { coupling } from '../../gaussian/internal/coupling.js';
import { cloudOf } from '../../geometry/cloud-of.js';
import { describe } from '../../geometry/describe.js';
import { type Moments, moments } from '../../geometry/moments.js';
import type { LinearProblem } from '../../linear-problem.js';
import { requireBalanced } from './require-balanced.js';

/** The target potential between the Gaussians that have the moments of the measures, [m]; entropic for ε > 0. */
export function gaussianPotential(problem: LinearProblem, epsilon: number, caller: string): Float64Array {
  requireBalanced(problem, caller);
  const { a, b, geometry } = problem;
  const costs = cloudOf(geometry)?.costs();
  if (costs?.kind !== 'squaredDistance') {
    throw new UnsupportedError(
      `${caller}: expected point clouds under the squared Euclidean cost (Gaussians have a closed form there), got ${describe(geometry)}; use ` +
        "kMeansInitialiser or subsampleInitialiser, or 'auto'",
    );
  }
  const { x, y, dimension, factor } = costs;
  const source = moments(x, dimension, a);
  const target = moments(y, dimension, b);
  const { backward } = coupling(gaussianOf(source), gaussianOf(target), epsilon / factor);
  return quadratic(costs, target.mean, source.mean, subtract(eye(dimension), backward));
}

/** The Gaussian of some moments. */
function gaussianOf({ mean, covariance }: Moments): Gaussian {
  const dimension = mean.length;
  return {
    dimension,
    mean: fromData(mean, [dimension]),
    covariance: fromData(covariance, [dimension, dimension]),
  };
}

/** factor · (uᵀ Q u + 2 (m_b − m_a)·u) with u = y − m_b, which is g up to a constant. */
function quadratic(
  { y, dimension, factor }: PointCosts,
  mean: Float64Array,
  other: Float64Array,
  q: NdArray<Float64Array>,
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
