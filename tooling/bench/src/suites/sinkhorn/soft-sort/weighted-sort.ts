import { normal, split } from '@monge/random';

/** Σ_j w_j s_j, where s are the values, softly sorted. */
export interface WeightedSort {
  readonly values: Float64Array;
  readonly weights: Float64Array;
  /** In the units of the squared distance after the values were squashed to [0, 1]: OTT-JAX's default, and ours. */
  readonly epsilon: number;
}

export function makeWeightedSort(n: number): WeightedSort {
  const [forValues, forWeights] = split(4);
  return { values: normal(forValues, n).data, weights: normal(forWeights, n).data, epsilon: 1e-2 };
}
