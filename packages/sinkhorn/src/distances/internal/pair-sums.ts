import type { Executor, PairwiseCosts } from '@monge/ndarray';
import { sum } from '../../internal/sums.js';
import { withMass } from '../../internal/with-mass.js';

/** Σ_ij P_ij and Σ_ij P_ij C_ij. */
export interface PairSums {
  readonly mass: number;
  readonly cost: number;
}

/** So large that exp(−C/ε) is one, for all costs there may be. */
export const NO_DECAY = 1e150;

/** The sums of P_ij = a_i b_j exp(−C_ij/ε) over all pairs, none of which is stored. O(n·m·d). */
export function pairSums(
  costs: PairwiseCosts,
  a: Float64Array,
  b: Float64Array,
  epsilon: number,
  executor: Executor,
): PairSums {
  const none = (weights: Float64Array) => withMass(new Float64Array(weights.length), weights, epsilon);
  const rowSums = new Float64Array(a.length);
  const pairwise = executor.pairwise(costs, 'float64');
  try {
    const cost = pairwise.totals(epsilon, none(a), none(b), rowSums, new Float64Array(b.length));
    return { mass: sum(rowSums), cost };
  } finally {
    pairwise.release();
  }
}
