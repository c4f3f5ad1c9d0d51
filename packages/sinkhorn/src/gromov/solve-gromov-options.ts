import type { Executor } from '@monge/ndarray';
import type { SolveAsyncOptions, SolveOptions } from '../solve-options.js';
import type { PlanInput } from './internal/starting-plan.js';

/** Where a solve stands. */
export interface GromovProgress {
  /** Transport problems solved, from 1. */
  readonly iteration: number;
  readonly maxIterations: number;
  /** L1 distance of the last two plans, over the mass. */
  readonly error: number;
  readonly threshold: number;
  /** What is minimised, at the last plan. */
  readonly regularisedCost: number;
}

export interface SolveGromovOptions {
  /** L1 distance of two plans in turn, over their mass, at which to stop; ≥ 0. Default 1e-6, and 1e-4 where all costs are float32. */
  readonly threshold?: number;
  /** Transport problems to be solved at most. Default 1000. */
  readonly maxIterations?: number;
  /**
   * A plan to start from: a matrix of masses ≥ 0, [n, m], or a solution, of this problem or one like it. There may be several local minima, and the
   * start decides which is found. Default: the product a ⊗ b.
   */
  readonly init?: PlanInput;
  /** How each transport problem is solved. Its threshold follows from how far the plans still move. */
  readonly linear?: Pick<SolveOptions, 'mode' | 'acceleration' | 'maxIterations'>;
  /** Engine of the kernels and products. Default: WASM SIMD where allowed, else plain JavaScript, one thread, shared by all calls without one. */
  readonly executor?: Executor;
  /** Called after every transport problem. */
  readonly onProgress?: (progress: GromovProgress) => void;
  /** Stops the work, with an `AbortedError` whose `partial` is fit for `init`. */
  readonly signal?: AbortSignal;
}

export interface SolveGromovAsyncOptions extends Omit<SolveGromovOptions, 'executor'> {
  /** Engine of the transport problems, an asynchronous one too. Products run on the processor then. Default: that of `solveGromov`. */
  readonly executor?: NonNullable<SolveAsyncOptions['executor']>;
}
