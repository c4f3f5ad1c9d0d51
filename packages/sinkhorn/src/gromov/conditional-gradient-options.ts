import type { Executor } from '@monge/ndarray';
import type { PlanInput } from './internal/starting-plan.js';

/** Where a conditional gradient stands. */
export interface ConditionalGradientProgress {
  /** Transport problems solved, from 1. */
  readonly iteration: number;
  readonly maxIterations: number;
  /** What is minimised, at the current plan. */
  readonly cost: number;
  /** By how much the best of all plans would lower it, were it linear: zero at a stationary point. */
  readonly gap: number;
}

export interface ConditionalGradientOptions {
  /** The gap at which to stop, as a fraction of the mean of what is minimised over a ⊗ b; ≥ 0. Default 1e-9. */
  readonly threshold?: number;
  /** Transport problems to be solved at most. Default 1000. */
  readonly maxIterations?: number;
  /**
   * A plan to start from, which meets both marginals: a matrix, [n, m], or a solution. The start decides which local minimum is found. Default: the
   * product a ⊗ b.
   */
  readonly init?: PlanInput;
  /** Engine of the products. Default: WASM SIMD where allowed, else plain JavaScript, one thread, shared by all calls without one. */
  readonly executor?: Executor;
  /** Called after every transport problem. */
  readonly onProgress?: (progress: ConditionalGradientProgress) => void;
  /** Stops the work between two transport problems, with an `AbortedError` whose `partial` is a plan fit for `init`. */
  readonly signal?: AbortSignal;
}
