import type { Executor, PairwiseCosts } from '@monge/ndarray';
import { sum } from '../../internal/sums.js';
import { withMass } from '../../internal/with-mass.js';

/** Σ_ij P_ij and Σ_ij P_ij C_ij. */
export interface PairSums {
  readonly mass: number;
  readonly cost: number;
}

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

/** At this many times the largest cost, exp(−C/ε) is one in float64. */
const NO_DECAY = 2 ** 60;

/** Σ_ij a_i b_j C_ij. O(n·m·d). */
export function meanCost(costs: PairwiseCosts, a: Float64Array, b: Float64Array, executor: Executor): number {
  const largest = boundOf(costs);
  // Kernels work in units of ε: one that has nothing to do with the costs takes their squares out of the range of floats.
  return largest === 0 ? 0 : pairSums(costs, a, b, NO_DECAY * largest, executor).cost;
}

/** No cost is larger than this, and some are not much smaller. */
function boundOf(costs: PairwiseCosts): number {
  if (costs.kind === 'stored') return largestOf(costs.costs);
  const { kind, factor, dimension, x, y } = costs;
  const diameter = Math.sqrt(dimension) * (largestOf(x) + largestOf(y));
  if (kind === 'squaredDistance') return factor * diameter ** 2;
  return factor * (kind === 'distance' ? diameter : Math.PI);
}

function largestOf(values: Float64Array | Float32Array): number {
  let largest = 0;
  for (const value of values) largest = Math.max(largest, Math.abs(value));
  return largest;
}
