import {
  type Executor,
  eye,
  fromData,
  multiply,
  type NdArray,
  type PointCosts,
  subtract,
} from '@monge/ndarray';
import type { Gaussian } from '../../gaussian/gaussian.js';
import type { GaussianMixture } from '../../gaussian/gaussian-mixture.js';
import { coupling } from '../../gaussian/internal/coupling.js';
import { responsibilities } from '../../gaussian/internal/responsibilities.js';
import { solveGaussian } from '../../gaussian/solve-gaussian.js';
import { denseCost } from '../../geometry/dense-cost.js';
import { sum } from '../../internal/sums.js';
import { linearProblem } from '../../linear-problem.js';
import { solveReduced } from './reduced-problem.js';

type Matrix = NdArray<Float64Array>;

/** u ↦ constant + uᵀ Q u + 2 t·u of the points u = y − m. */
interface Quadratic {
  readonly constant: number;
  /** Q, [d, d]. */
  readonly matrix: Float64Array;
  /** t, [d]. */
  readonly slope: Float64Array;
  /** m, [d]. */
  readonly centre: Float64Array;
}

/**
 * The target potential between mixtures of Gaussians for the cost |x − y|², at the points y,
 *
 *   g(y) = Σ_l p_l(y) (ψ_l + Σ_k π_{k|l} g_kl(y)),
 *
 * p_l(y) the probability that y is of the component l, ψ and π the potential and the plan of the entropic problem between components, at the costs of entropic
 * transport between two of them, and g_kl the potential of that, of zero mean. O(k l d³ + m l d²).
 */
export function mixturePotential(
  source: GaussianMixture,
  target: GaussianMixture,
  epsilon: number,
  { y }: PointCosts,
  executor: Executor,
  caller: string,
): Float64Array {
  const { shares } = responsibilities(target, y);
  const g = new Float64Array(shares[0].length);
  for (const [l, potential] of potentialsBetween(source, target, epsilon, executor, caller).entries()) {
    const share = shares[l];
    for (let j = 0; j < g.length; j++) if (share[j] > 0) g[j] += share[j] * valueAt(potential, y, j);
  }
  return g;
}

/** The potential of each component of the target. */
function potentialsBetween(
  source: GaussianMixture,
  target: GaussianMixture,
  epsilon: number,
  executor: Executor,
  caller: string,
): readonly Quadratic[] {
  const columns = target.components.length;
  const costs = source.components.flatMap((one) =>
    target.components.map((other) => solveGaussian(one, other, { epsilon }).regularisedCost),
  );
  const geometry = denseCost(fromData(Float64Array.from(costs), [source.components.length, columns]));
  const problem = linearProblem(geometry, { a: source.weights, b: target.weights, epsilon });
  const { f, g } = solveReduced(problem, executor, caller);
  return target.components.map((component, l) => {
    const parts = source.weights.map(
      (weight, k) => weight * Math.exp((f[k] + g[l] - costs[k * columns + l]) / epsilon),
    );
    const total = sum(parts);
    return quadraticOf(
      component,
      source.components,
      parts.map((part) => part / total),
      epsilon,
      g[l],
    );
  });
}

/** The mean of the potentials towards some Gaussians, with the mean `expectation` under its own. */
function quadraticOf(
  own: Gaussian,
  others: readonly Gaussian[],
  parts: Float64Array,
  epsilon: number,
  expectation: number,
): Quadratic {
  const d = own.dimension;
  let matrix: Matrix = eye(d);
  let slope: Matrix = own.mean;
  for (const [k, other] of others.entries()) {
    if (parts[k] === 0) continue;
    matrix = subtract(matrix, multiply(coupling(other, own, epsilon).backward, parts[k]));
    slope = subtract(slope, multiply(other.mean, parts[k]));
  }
  const spread = multiply(matrix, own.covariance).data;
  return {
    constant: expectation - sum(spread),
    matrix: matrix.data,
    slope: slope.data,
    centre: own.mean.data,
  };
}

function valueAt({ constant, matrix, slope, centre }: Quadratic, y: ArrayLike<number>, j: number): number {
  const d = centre.length;
  let value = constant;
  for (let k = 0; k < d; k++) {
    let image = 2 * slope[k];
    for (let l = 0; l < d; l++) image += matrix[k * d + l] * (y[j * d + l] - centre[l]);
    value += (y[j * d + k] - centre[k]) * image;
  }
  return value;
}
