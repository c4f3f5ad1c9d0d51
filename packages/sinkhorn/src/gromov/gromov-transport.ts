import type { NdArray } from '@monge/ndarray';
import type { GromovProblem } from './gromov-problem.js';

/** A stationary point of a Gromov–Wasserstein problem without regularisation. */
export interface GromovTransport {
  /** `'converged'`: the gap has come below the threshold. `'maxIterations'`: it has not. */
  readonly status: 'converged' | 'maxIterations';
  /** Transport problems solved. */
  readonly iterations: number;
  /** Σ L(C_ik, C′_jl) P_ij P_kl: the squared Gromov–Wasserstein distance, where the loss is the square and the minimum global. */
  readonly gromovCost: number;
  /** ⟨P, F⟩; 0 without features. */
  readonly featureCost: number;
  /** α Σ L P P + (1 − α) ⟨P, F⟩, what is minimised. */
  readonly cost: number;
  /** ⟨∇, P − S⟩, the gradient at the plan, and S the plan of least cost for it: by how much S would be better, were the cost linear. */
  readonly gap: number;
  /** Source potential of the linear problem whose costs are the gradient, [n]. */
  readonly f: NdArray<Float64Array>;
  /** Target potential, [m]. */
  readonly g: NdArray<Float64Array>;
  readonly problem: GromovProblem;
  /** The plan P, [n, m]. */
  plan(): NdArray<Float64Array>;
  /** Its rows, [m] each, in turn: what `init` takes. */
  rows(): Generator<Float64Array, void>;
}
