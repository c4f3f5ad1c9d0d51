import type { NdArray } from '@monge/ndarray';
import type { Solution, Status } from '../solution.js';
import type { GromovProblem } from './gromov-problem.js';

/** A local minimum of an entropic Gromov–Wasserstein problem: the plan, and what it costs. */
export interface GromovSolution
  extends Pick<Solution, 'plan' | 'rows' | 'apply' | 'topK' | 'mass' | 'marginalErrors' | 'executor'> {
  /**
   * `'converged'`: plans have come closer to each other than the threshold. `'maxIterations'`: they have not. `'diverged'`: a transport problem did,
   * or the plan lost all its mass.
   */
  readonly status: Status;
  /** Transport problems solved. */
  readonly iterations: number;
  /** L1 distance of each plan from the one before, over the mass, [iterations]: where the mass is free, with that from the same plan with the mass that is best. */
  readonly errors: Float64Array;
  /** Σ L(C_ik, C′_jl) P_ij P_kl: the squared Gromov–Wasserstein distance, where the loss is the square. */
  readonly gromovCost: number;
  /** ⟨P, F⟩; 0 without features. */
  readonly featureCost: number;
  /** α Σ L P P + (1 − α) ⟨P, F⟩ */
  readonly cost: number;
  /** What is minimised: the cost, ½ ε KL(P ⊗ P | (a ⊗ b) ⊗ (a ⊗ b)), and what marginals cost that give way. */
  readonly regularisedCost: number;
  /**
   * The transport problem that the plan solves: its costs are the gradient of `cost` at the plan before, over the mass. Between clouds with squared
   * distances these costs are those of other points, up to terms that depend on one side alone.
   */
  readonly linear: Solution;
  readonly problem: GromovProblem;

  /** The plan P, [n, m]. */
  plan(): NdArray<Float64Array>;
}
