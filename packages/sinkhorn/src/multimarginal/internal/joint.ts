import type { FloatDType } from '@monge/ndarray';

/** The joint distribution P = Π a_k · exp((Σ_k f_k − C)/ε) of some potentials, as the solver sees it. */
export interface Joint {
  /** What the kernels compute in. */
  readonly dtype: FloatDType;
  /** The marginal that a sweep visits first. */
  readonly first: number;
  /**
   * Visits the marginals, `first` first, and says of each by how much log P_k exceeds log a_k, [n_k], P_k the marginal of the potentials as they are: `visit` makes them
   * f_k − ε `excess`, for which P_k = a_k.
   */
  sweep(potentials: readonly Float64Array[], visit: (k: number, excess: Float64Array) => void): void;
  /** ⟨P, C⟩ and the marginals, measured on P. */
  totals(potentials: readonly Float64Array[]): {
    readonly cost: number;
    readonly marginals: readonly Float64Array[];
  };
  /** The joint distribution of two marginals, [n_k, n_l]. */
  pair(potentials: readonly Float64Array[], k: number, l: number): Float64Array;
  release(): void;
}
