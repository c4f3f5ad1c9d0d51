import type { Executor } from '@monge/ndarray';
import type { FactorInitialiserName } from './factor-initialiser-by-name.js';
import type { FactorInitialiser, PlanFactors } from './factors.js';

/** Where the descent stands. */
export interface LowRankProgress {
  /** Iterations done, from 1. */
  readonly iteration: number;
  readonly maxIterations: number;
  /** The duality gap of the linearised problem, over the mass and the standard deviation of the costs. */
  readonly error: number;
  readonly threshold: number;
  /** ⟨P, C⟩ at the plan of which that is the error: up to what its factors disagree by, which the solution does not. */
  readonly cost: number;
}

export interface LowRankOptions {
  /** How many latent points the mass goes by, ≥ 1: the plan has this rank at most. */
  readonly rank: number;
  /** Duality gap of the linearised problem at which to stop, over the mass and the standard deviation of the costs; ≥ 0. Default 1e-3. */
  readonly threshold?: number;
  /** Default 500. */
  readonly maxIterations?: number;
  /**
   * Makes the factors to start from: a name, with the default options of that initialiser, or a function. Default `'auto'`: `'kMeans'` for point clouds, `'random'` for
   * other costs.
   */
  readonly initialiser?: FactorInitialiserName | FactorInitialiser;
  /** Factors to start from, such as those of a similar problem. */
  readonly init?: PlanFactors;
  /** Engine of the kernels. Default: that of `solve`. */
  readonly executor?: Executor;
  /** Called after every iteration. */
  readonly onProgress?: (progress: LowRankProgress) => void;
  /** Stops the work between two iterations, with an `AbortedError` whose `partial` is fit for `init`. */
  readonly signal?: AbortSignal;
}
