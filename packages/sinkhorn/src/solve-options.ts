import type { AsyncExecutor, Executor } from '@monge/ndarray';
import type { Initialiser, InitialPotentials } from './initialisers/initialiser.js';
import type { InitialiserName } from './initialisers/initialiser-by-name.js';

/** How Sinkhorn's iteration is computed. */
export type Mode = 'log' | 'kernel';

/** How one iteration leads to the next. */
export type Acceleration = 'nesterov' | 'none';

/** Where the iteration stands. */
export interface Progress {
  /** Iterations done, from 1. */
  readonly iteration: number;
  readonly maxIterations: number;
  /** L1 error of the marginals of the current plan, over the mass. */
  readonly error: number;
  readonly threshold: number;
  /** The current ε: larger than the problem's while ε-scaling is under way. */
  readonly epsilon: number;
}

/** ε-scaling: solving at larger ε first, each solution the start of the next. */
export interface EpsilonScaling {
  /** First ε, in the units of the cost. Default: the standard deviation of the costs. */
  readonly initial?: number;
  /** Ratio of one ε to the one before, in (0, 1). Default 0.25. */
  readonly factor?: number;
  /** L1 marginal error at which a level is left for the next. Default 1e-2. */
  readonly threshold?: number;
}

export interface SolveOptions {
  /** L1 error of the marginals, over the mass, at which to stop; ≥ 0. Default 1e-3. */
  readonly threshold?: number;
  /** Default 2000. */
  readonly maxIterations?: number;
  /**
   * `'log'` stores nothing beyond what the geometry holds and takes two exponentials a pair and iteration; `'kernel'` stores n·m numbers and is several times
   * faster. Both run the same iteration. Default `'auto'`: kernel while it takes no more than 1 GiB.
   */
  readonly mode?: Mode | 'auto';
  /**
   * `'nesterov'` carries each iteration on along the last one, as long as the dual rises: many times fewer iterations where plain Sinkhorn
   * needs hundreds. `'none'` is plain Sinkhorn. Default `'nesterov'`.
   */
  readonly acceleration?: Acceleration;
  /** Potentials to start from, such as those of a similar problem. `f` is used only when there is no `g`. */
  readonly init?: InitialPotentials;
  /**
   * Makes the potentials to start from: a name, with the default options of that initialiser, or a function. `'auto'` takes the best that can be told in
   * advance. Default `'zero'`, none: most problems of up to some thousand points are solved before another has paid.
   */
  readonly initialiser?: InitialiserName | Initialiser;
  /** Default: none. Pays at small ε. */
  readonly epsilonScaling?: EpsilonScaling;
  /** Engine of the kernels. Default: WASM SIMD where allowed, else plain JavaScript, one thread, shared by all calls without one. */
  readonly executor?: Executor;
  /** Called after every iteration. */
  readonly onProgress?: (progress: Progress) => void;
  /** Stops the work between two iterations, with an `AbortedError` whose `partial` is fit for `init`. */
  readonly signal?: AbortSignal;
}

export interface SolveAsyncOptions extends Omit<SolveOptions, 'executor'> {
  /** Engine of the kernels, an asynchronous one too, such as `await createGpu()` of `@monge/gpu`. Default: that of `solve`. */
  readonly executor?: Executor | AsyncExecutor;
}
