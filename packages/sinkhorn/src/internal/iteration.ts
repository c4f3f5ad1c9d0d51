import type { Pairwise, Scaling } from '@monge/ndarray';
import type { LinearProblem } from '../linear-problem.js';

/** The potentials of a plan, f [n] and g [m]. */
export interface Potentials {
  readonly f: Float64Array;
  readonly g: Float64Array;
}

/** Sinkhorn's iteration at one ε, in one of its two forms. */
export interface Iteration {
  /**
   * Computes f from g, which makes the row sums of the plan of (f, g) exact, and the next g from f, of which the column sums of that
   * plan are a by-product. Returns their L1 error over the mass.
   */
  step(): number;
  /** Goes on to the next g. */
  advance(): void;
  /** The f and g of the last step. */
  potentials(): Potentials;
}

/** What an iteration works with: the problem, and the engine's kernels in one precision. */
export interface Workbench {
  readonly problem: LinearProblem;
  readonly pairwise: Pairwise;
  /** Room for a stored kernel, made when first asked for. */
  readonly scaling: () => Scaling;
}
