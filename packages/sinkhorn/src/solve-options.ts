import type { AsyncExecutor, Executor } from '@monge/ndarray';
import type { Initialiser, InitialPotentials } from './initialisers/initialiser.js';
import type { InitialiserName } from './initialisers/initialiser-by-name.js';

/** How Sinkhorn's iteration is computed. */
export type Mode = 'log' | 'kernel';

/** Over-relaxation of both half-steps by a factor. */
export interface OverRelaxation {
  readonly kind: 'overRelaxation';
  /** In [1, 2): 1 is plain Sinkhorn. Default: found on the way, from the rate at which steps shrink. */
  readonly factor?: number;
}

/** Anderson acceleration, which combines the last steps. */
export interface AndersonAcceleration {
  readonly kind: 'anderson';
  /** How many of them, ≥ 1. Default 15. Takes 2 · memory · m numbers, and time O(memory · m) an iteration. */
  readonly memory?: number;
}

/** How one iteration leads to the next: by name, or with parameters. */
export type Acceleration =
  | 'none'
  | 'nesterov'
  | 'overRelaxation'
  | 'anderson'
  | OverRelaxation
  | AndersonAcceleration;

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
   * How iterations are carried on along the last ones. Whatever says where, a step is kept only while the dual rises, so that each of these converges as
   * safely as `'none'`, plain Sinkhorn; only the number of iterations differs.
   *
   * - `'anderson'`: the combination of the last steps that would leave the least error if the iteration were linear (Anderson 1965), after
   *   momentum has led to an error of 0.3. The fewest iterations nearly always.
   * - `'nesterov'`: momentum with restarts. No memory, and the one that asynchronous executors have.
   * - `'overRelaxation'`: both half-steps carried on by a factor, which is found on the way if it is not given (Thibault et al. 2021; Lehmann et al. 2021).
   *
   * Default `'anderson'`; `'nesterov'` on asynchronous executors.
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
