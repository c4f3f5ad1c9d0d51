import { type ArrayInput, contiguous, DomainError, type Executor, ShapeError } from '@monge/ndarray';
import type { LinearProblem } from '../linear-problem.js';

/** The two factors of a plan of low rank, P = Q diag(1/g) Rᵀ with g = Qᵀ 1 = Rᵀ 1: the masses that go from the sources, and to the targets, by way of r latent points. */
export interface PlanFactors {
  /** Q, [n, r], ≥ 0. */
  readonly q: ArrayInput;
  /** R, [m, r], ≥ 0. */
  readonly r: ArrayInput;
}

/** What a solve hands to an initialiser of factors besides the problem and the rank. */
export interface FactorInitialiserOptions {
  /** Engine of the kernels. Default: that of the solve. */
  readonly executor?: Executor;
}

/**
 * A function from a problem and a rank to factors to start from. Only their proportions count, row by row: the solve gives each row the mass of its point, and both factors the same
 * sums of columns.
 */
export type FactorInitialiser = (
  problem: LinearProblem,
  rank: number,
  options?: FactorInitialiserOptions,
) => PlanFactors;

/** How the points share their mass among the latent points: the rows of a factor divided by their sums, [count, rank]. */
export function readShares(
  input: ArrayInput,
  name: string,
  weights: Float64Array,
  rank: number,
): Float64Array {
  const caller = 'sinkhorn.solveLowRank';
  const { data, shape } = contiguous(input, 'float64', { name, caller });
  if (shape.length !== 2 || shape[0] !== weights.length || shape[1] !== rank) {
    throw new ShapeError(
      `${caller}: expected ${name} of shape [${weights.length}, ${rank}] (how much of each point goes by each latent point), got [${shape.join(', ')}]`,
    );
  }
  const shares = new Float64Array(data.length);
  weights.forEach((weight, i) => {
    const row = data.subarray(i * rank, (i + 1) * rank);
    let total = 0;
    for (const mass of row) {
      if (!(mass >= 0 && mass < Infinity)) {
        throw new DomainError(`${caller}: expected masses in [0, ∞) in ${name}, got ${mass} in row ${i}`);
      }
      total += mass;
    }
    if (!(total > 0) && weight > 0) {
      throw new DomainError(
        `${caller}: expected some mass in every row of ${name}, got none in row ${i}, of weight ${weight}`,
      );
    }
    for (let k = 0; k < rank; k++) shares[i * rank + k] = total > 0 ? row[k] / total : 1 / rank;
  });
  return shares;
}
