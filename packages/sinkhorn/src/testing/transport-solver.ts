/** A problem of entropic optimal transport in plain arrays: minimise ⟨P, C⟩ + ε KL(P | a ⊗ b) over the plans from a to b. */
export interface TransportInput {
  /** C_ij, [rows, columns], row by row. */
  readonly costs: Float64Array;
  readonly rows: number;
  readonly columns: number;
  /** Source weights, [rows], ≥ 0. */
  readonly a: Float64Array;
  /** Target weights, [columns], ≥ 0, of the same total as `a`. */
  readonly b: Float64Array;
  /** ε > 0, in the units of the costs. */
  readonly epsilon: number;
}

/** An answer to it. What the laws say of potentials is checked where they are given. */
export interface TransportOutput {
  /** P_ij, [rows, columns], row by row. */
  readonly plan: Float64Array;
  /**
   * Source potential, [rows], in the convention P_ij = a_i b_j exp((f_i + g_j − C_ij)/ε). Values where there is no mass do not
   * count. A solver whose potentials contain the weights, P_ij = exp((f_i + g_j − C_ij)/ε), subtracts ε log a and ε log b first.
   */
  readonly f?: Float64Array;
  /** Target potential, [columns]. */
  readonly g?: Float64Array;
}

/** What is put to the test by {@link transportLaws}: anybody's solver, behind this signature. */
export type TransportSolver = (input: TransportInput) => TransportOutput;
