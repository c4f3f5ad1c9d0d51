import type { FloatData, FloatDType } from '../dtype.js';

/**
 * Costs that are a function of the distance between points: `factor`·|x_i − y_j|², or `factor`·|x_i − y_j|, or `factor` times the angle between
 * unit vectors of three coordinates (`'arc'`).
 */
export interface PointCosts {
  readonly kind: 'squaredDistance' | 'distance' | 'arc';
  readonly factor: number;
  readonly dimension: number;
  /** Source points, [n, dimension], contiguous. */
  readonly x: FloatData;
  /** Target points, [m, dimension], contiguous. */
  readonly y: FloatData;
}

/** Costs given one by one. */
export interface StoredCosts {
  readonly kind: 'stored';
  readonly rows: number;
  readonly columns: number;
  /** [rows, columns], contiguous. */
  readonly costs: FloatData;
}

/** Where the costs C_ij between n sources and m targets come from. */
export type PairwiseCosts = PointCosts | StoredCosts;

/** Which index a reduction runs over, counted as in an array: 1 sums over the columns, one result a row. */
export type Axis = 0 | 1;

/**
 * The kernels over all pairs of two sets. With row potentials φ [n] and column potentials ψ [m], in the units of the
 * costs and −∞ where there is no mass, every one of them sums the weights P_ij = exp((φ_i + ψ_j − C_ij)/ε).
 * Costs of point clouds are computed as they are needed and never stored.
 *
 * Kernels do not validate; they write into arrays that the caller provides.
 */
export interface Pairwise {
  readonly rows: number;
  readonly columns: number;
  /** What the weights are computed in. Potentials and results are float64 in any case; long sums leave float32 before rounding counts. */
  readonly dtype: FloatDType;

  /**
   * The soft minimum of the costs: over the columns, out_i = −ε log Σ_j exp((ψ_j − C_ij)/ε); over the rows, alike for φ. One pass,
   * O(n·m·d). ∞ where there is no mass at all.
   */
  softmin(axis: Axis, epsilon: number, potential: Float64Array, out: Float64Array): void;

  /**
   * The c-transform of a potential, what its soft minimum is for ε → 0: over the columns, out_i = min_j (C_ij − ψ_j); over the rows, alike for φ. One pass,
   * O(n·m·d), without an exponential. ∞ where there is no mass at all.
   */
  cTransform(axis: Axis, potential: Float64Array, out: Float64Array): void;

  /** P v over the columns, Pᵀ v over the rows. */
  product(
    axis: Axis,
    epsilon: number,
    phi: Float64Array,
    psi: Float64Array,
    vector: Float64Array,
    out: Float64Array,
  ): void;

  /** Σ_ij P_ij C_ij; the row sums of P go to `rowSums`, its column sums to `columnSums`. One pass. */
  totals(
    epsilon: number,
    phi: Float64Array,
    psi: Float64Array,
    rowSums: Float64Array,
    columnSums: Float64Array,
  ): number;

  /** Rows `first` to `last` (exclusive) of P, into `out` [last − first, columns]. */
  weights(
    epsilon: number,
    phi: Float64Array,
    psi: Float64Array,
    first: number,
    last: number,
    out: FloatData,
  ): void;

  /**
   * Makes room for a stored Gibbs kernel, n·m numbers. float32 storage takes half the memory and time; its entries are computed in `dtype` and
   * rounded last.
   */
  scaling(storage: FloatDType): Scaling;

  /** Gives the memory back; no kernel may be called afterwards. */
  release(): void;
}

/** A stored Gibbs kernel K_ij = exp((φ_i + ψ_j − C_ij)/ε), and the iteration on it. */
export interface Scaling {
  /** What K is stored in, and the iteration computed in: float32 if the storage or the pairs are. */
  readonly dtype: FloatDType;
  /** Computes K anew. Of a `bounded` one, without entries above 1, float32 keeps those down to 2^-130, of others down to 2^-90. Default false. */
  fill(epsilon: number, phi: Float64Array, psi: Float64Array, bounded?: boolean): void;
  /** r = K v, then w = Kᵀ (a / r), reading K once. a, r: [n]; v, w: [m]. */
  iterate(a: Float64Array, v: Float64Array, r: Float64Array, w: Float64Array): void;
}
