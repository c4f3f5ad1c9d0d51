import type { Axis } from './pairwise.js';

/** Where a run of Sinkhorn's iteration starts, in the notation of {@link AsyncPairwise}. */
export interface AlternationStart {
  /** ε log a and ε log b, the logarithms of the weights: −∞ where there is none. */
  readonly logA: Float64Array;
  readonly logB: Float64Array;
  /** How much is kept of each f and each S(g), in (0, 1]: less than 1 in unbalanced transport. Default 1. */
  readonly tauA?: number;
  readonly tauB?: number;
  /** The S(g) of the step before the first, [columns]; finite. */
  readonly image: Float64Array;
  /** The S(g) of the step before that. */
  readonly before: Float64Array;
}

/** What a run of Sinkhorn's iteration found. */
export interface Alternation {
  /** S(g) of every step, [columns] each. */
  readonly images: readonly Float64Array[];
  /** f of the last step, [rows]. */
  readonly f: Float64Array;
}

/** Where a run of averaged steps starts, in the notation of {@link AsyncPairwise}. */
export interface AveragingStart {
  /** ε log a, the logarithms of the weights: −∞ where there is none. */
  readonly logA: Float64Array;
  /** How much is kept of each soft minimum, in (0, 1]: less than 1 in unbalanced transport. Default 1. */
  readonly tau?: number;
  /** p; finite. */
  readonly potential: Float64Array;
}

/** What an averaged step found: its p is the mean of the two. */
export interface AveragedStep {
  /** T(p) of the step before. */
  readonly once: Float64Array;
  /** T(T(p)) */
  readonly twice: Float64Array;
}

/**
 * The kernels over all pairs of two sets, as in `Pairwise`, on a device that finishes later: P_ij = exp((φ_i + ψ_j − C_ij)/ε), costs of point clouds
 * computed as they are needed and never stored. Arrays come and go in float64; the device computes in float32.
 *
 * Kernels do not validate. They may be called while others are under way, and reject after `release`.
 */
export interface AsyncPairwise {
  readonly rows: number;
  readonly columns: number;

  /**
   * The soft minimum of the costs: over the columns, −ε log Σ_j exp((ψ_j − C_ij)/ε), [rows]; over the rows, alike for φ, [columns]. O(n·m·d). ∞ where
   * there is no mass at all.
   */
  softmin(axis: Axis, epsilon: number, potential: Float64Array): Promise<Float64Array>;

  /** P v over the columns, Pᵀ v over the rows. O(n·m·d). */
  product(
    axis: Axis,
    epsilon: number,
    phi: Float64Array,
    psi: Float64Array,
    vector: Float64Array,
  ): Promise<Float64Array>;

  /** Row sums, column sums and Σ_ij P_ij C_ij. O(n·m·d). */
  totals(epsilon: number, phi: Float64Array, psi: Float64Array): Promise<PlanTotals>;

  /**
   * As many steps of Sinkhorn's iteration in the log domain as there are `momenta`, chained on the device, which is waited for and read once. A step is
   *
   *   g = image + momentum · (image − before),  f = τ_a · softmin over the columns (g + ε log b),  S(g) = τ_b · softmin over the rows (f + ε log a),
   *
   * and its S(g) is the next one's `image`, its `image` the next one's `before`. O(n·m·d) a step.
   */
  alternate(epsilon: number, start: AlternationStart, momenta: readonly number[]): Promise<Alternation>;

  /**
   * So many averaged steps of the iteration of a measure against itself, chained on the device, which is waited for and read once. With symmetric costs and
   * T(p) = τ · softmin (p + ε log a), a step is p ← ½ (T(p) + T(T(p))). O(n²·d) a step.
   */
  average(epsilon: number, start: AveragingStart, steps: number): Promise<readonly AveragedStep[]>;

  /** Gives the memory of the device back. */
  release(): void;
}

/** A plan, summed up. */
export interface PlanTotals {
  /** [rows] */
  readonly rowSums: Float64Array;
  /** [columns] */
  readonly columnSums: Float64Array;
  /** ⟨P, C⟩ */
  readonly cost: number;
}
