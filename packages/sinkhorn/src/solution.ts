import type { ArrayInput, AsyncExecutorName, ExecutorName, NdArray } from '@monge/ndarray';
import type { LinearProblem } from './linear-problem.js';
import type { ApplyOptions } from './plan/apply.js';
import type { SparsePlan } from './plan/top-k.js';
import type { TransportOptions } from './plan/transport.js';
import type { Mode } from './solve-options.js';

/**
 * How a solve ended. `'converged'`: the plan meets the threshold, up to rounding (2e-5 in float32). `'maxIterations'`: it does not, for want of
 * iterations, or of digits in float32 where ε is many thousand times smaller than the costs. `'diverged'`: there is no plan to speak of, since the
 * numbers left the range of floats.
 */
export type Status = 'converged' | 'maxIterations' | 'diverged';

/** The solution of an entropic optimal transport problem: the plan P_ij = a_i b_j exp((f_i + g_j − C_ij)/ε), and what it costs. */
export interface Solution {
  readonly status: Status;
  readonly iterations: number;
  /**
   * L1 error of the marginals over the mass, after each iteration, [iterations]: how far Pᵀ 1 is from b, or where it may give way, from the
   * b exp(−g/ρ) that the best plan has. The source marginal is exact then, so this is the target's. A run that ends for want of iterations with a step that lowered
   * the dual returns the plan of the one before.
   */
  readonly errors: Float64Array;
  /** The L1 errors of both marginals of the returned plan over its mass, measured on it: from a and b, or from a exp(−f/ρ) and b exp(−g/ρ). */
  readonly marginalErrors: { readonly source: number; readonly target: number };
  readonly epsilon: number;
  readonly mode: Mode;
  /** The engine that ran. */
  readonly executor: { readonly name: ExecutorName | AsyncExecutorName; readonly threads: number };
  /** Source potential, [n], in the units of the cost. Only f + g is determined where both marginals have to be met. OTT-JAX's and POT's have the weights in them: f + ε log a. */
  readonly f: NdArray<Float64Array>;
  /** Target potential, [m]. */
  readonly g: NdArray<Float64Array>;
  /** ⟨P, C⟩ */
  readonly cost: number;
  /** ΣP, the mass that is transported: that of a and b where both marginals have to be met. */
  readonly mass: number;
  /** ⟨P, C⟩ + ε KL(P | a ⊗ b), what is minimised; with ρ KL(P 1 | a) and ρ KL(Pᵀ 1 | b) where the marginals may give way. */
  readonly regularisedCost: number;
  /**
   * ⟨a, f⟩ + ⟨b, g⟩ − ε (ΣP − ΣaΣb), what is maximised: a lower bound of the minimum. Where a marginal may give way, ρ ⟨a, 1 − exp(−f/ρ)⟩ is in the
   * place of ⟨a, f⟩.
   */
  readonly dualCost: number;
  readonly problem: LinearProblem;

  /** The plan P, [n, m]. */
  plan(): NdArray<Float64Array>;
  /** The rows of the plan, [m] each, in turn and without storing it. */
  rows(): Generator<Float64Array, void>;
  /** P v, [n], or Pᵀ v, [m]; a matrix of columns v, [m, k], gives a matrix. The plan is not stored. O(n·m·d·k). */
  apply(vector: ArrayInput, options?: ApplyOptions): NdArray<Float64Array>;
  /**
   * Where mass goes on average: the mean of the targets under the plan of each source point, or of each point given, [k, d]
   * (the entropic map; Pooladian & Niles-Weed 2021). On a sphere the mean is taken there.
   *
   * @throws {UnsupportedError} when the geometry has no points to average: a matrix of costs, say.
   */
  transport(points?: ArrayInput, options?: TransportOptions): NdArray<Float64Array>;
  /** The k largest entries of each row of the plan, for drawing; the plan is not stored. O(n·m). */
  topK(k: number): SparsePlan;
}
