import type { ArrayInput, Executor } from '@monge/ndarray';
import type { LinearProblem } from '../linear-problem.js';

/** Potentials to start from. The iteration computes f from g: `f` is used only when there is no `g`, and neither is the same as g = 0. */
export interface InitialPotentials {
  /** Source potential, [n], in the units of the cost. */
  readonly f?: ArrayInput;
  /** Target potential, [m]. */
  readonly g?: ArrayInput;
}

/** What a solve hands to an initialiser besides the problem. */
export interface InitialiserOptions {
  /** Engine of the kernels. Default: that of `solve`. */
  readonly executor?: Executor;
}

/**
 * A function from a problem to potentials to start from, such as {@link staircaseInitialiser} or what {@link kMeansInitialiser} makes; any function
 * of this kind will do. `problem.epsilon` is the ε of the first iteration: larger than the problem's own under ε-scaling.
 */
export type Initialiser = (problem: LinearProblem, options?: InitialiserOptions) => InitialPotentials;

/** An {@link Initialiser} that gives the target potential, [m]. */
export type TargetInitialiser = (
  problem: LinearProblem,
  options?: InitialiserOptions,
) => { readonly g: Float64Array };
