import type { FloatDType, Pairwise, Scaling } from '@monge/ndarray';
import type { LinearProblem } from '../linear-problem.js';

/** The potentials of a plan, f [n] and g [m]. */
export interface Potentials {
  readonly f: Float64Array;
  readonly g: Float64Array;
}

/** Where the iteration stands, [m] each: what its steps read and write, and what an accelerator moves. */
export interface Place {
  /** The target potential that the last step was taken from, and then the one that the next is taken from. */
  readonly g: Float64Array;
  /** S(g) */
  readonly image: Float64Array;
  /** What the column sums of the plan of (f, g) are too large by: minus the derivative of the dual value by g. */
  readonly excess: Float64Array;
}

/** What a step finds out about the plan of (f, g). */
export interface Findings {
  /** L1 error of its column sums over its mass; its row sums are exact. NaN or ∞ when the numbers left the range of floats. */
  readonly error: number;
  /** An increasing function of its dual value: ⟨a, f⟩ + ⟨b, g⟩ where both marginals have to be met. */
  readonly dual: number;
  /** What rounding may have done to the dual. */
  readonly rounding: number;
}

/**
 * Sinkhorn's iteration at one ε, in one of its two forms. It is the fixed-point map g → S(g): f from g, which makes the row sums of the
 * plan of (f, g) exact, then S(g) from f, of which the column sums of that plan are a by-product. Where a marginal may give way, the constant between
 * f and g counts too, and is made the best one on the way.
 */
export interface Iteration {
  /** Computes f and S(g) from the g of its place. */
  step(): Findings;
  /** The f and g of the last step. */
  potentials(): Potentials;
}

/** What an iteration works with: the problem, and the engine's kernels. */
export interface Workbench {
  readonly problem: LinearProblem;
  readonly pairwise: Pairwise;
  /** Room for a stored kernel in either precision, made when first asked for. */
  readonly scaling: (storage: FloatDType) => Scaling;
}

export function createPlace(length: number): Place {
  return {
    g: new Float64Array(length),
    image: new Float64Array(length),
    excess: new Float64Array(length),
  };
}
