import type { NdArray } from '@monge/ndarray';
import type { Solution, Status } from '../solution.js';

/** The solutions of a batch, B of them, and what they found as arrays over the batch. */
export interface BatchSolution {
  /** One for each problem, in their order, with everything that a solution of `solve` has. */
  readonly solutions: readonly Solution[];
  /** `'converged'` if all are; else the worst of them: `'diverged'` before `'maxIterations'`. */
  readonly status: Status;
  /** Iterations of each, [B]: a problem ends when it has converged, whatever the others do. */
  readonly iterations: NdArray<Float64Array>;
  /** ⟨P, C⟩ of each, [B]. */
  readonly cost: NdArray<Float64Array>;
  /** What is minimised, of each, [B]. */
  readonly regularisedCost: NdArray<Float64Array>;
  /** A lower bound of that minimum, of each, [B]. */
  readonly dualCost: NdArray<Float64Array>;
  /** The mass that is transported, of each, [B]. */
  readonly mass: NdArray<Float64Array>;
  /** The larger of both L1 errors of the marginals, over the mass, of each, [B]. */
  readonly marginalError: NdArray<Float64Array>;
  /** The source potentials one after the other, [Σ n]: reshaped to [B, n] where all problems have n sources. */
  readonly f: NdArray<Float64Array>;
  /** The target potentials, [Σ m]. */
  readonly g: NdArray<Float64Array>;
  /** Where each problem begins in `f`, and where the last one ends, [B + 1]. */
  readonly sourceOffsets: Int32Array;
  /** The same for `g`. */
  readonly targetOffsets: Int32Array;
}
