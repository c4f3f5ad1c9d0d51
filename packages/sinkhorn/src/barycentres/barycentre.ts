import type { NdArray } from '@monge/ndarray';
import type { Solution, Status } from '../solution.js';
import type { BarycentreProblem } from './barycentre-problem.js';

/** The barycentre of measures on a support that is given, and the plans from each of them to it. */
export interface Barycentre
  extends Pick<Solution, 'iterations' | 'errors' | 'epsilon' | 'mode' | 'executor'> {
  /** As of a transport problem: `'maxIterations'` when the plans do not agree on the barycentre, up to the threshold. */
  readonly status: Status;
  /** p, [n], of the total of the measures. */
  readonly masses: NdArray<Float64Array>;
  /** The problem of moving each measure to p, solved: plans P_k, potentials and maps. */
  readonly transports: readonly Solution[];
  /** Σ λ_k ⟨P_k, C_k⟩ */
  readonly cost: number;
  /** What is minimised: Σ λ_k OT_ε(b_k, p) + ε KL(p | q); or Σ λ_k OT_ε(b_k, p) − ½ OT_ε(p, p), the divergences but for what does not depend on p. */
  readonly regularisedCost: number;
  /** The potentials of the support to go on from as `init`, [n] each. */
  readonly g: readonly NdArray<Float64Array>[];
  readonly problem: BarycentreProblem;
}
