import type { InitialPotentials } from '../initialisers/initialiser.js';
import type { SolveAsyncOptions, SolveOptions } from '../solve-options.js';

/** How far a batch is. */
export interface BatchProgress {
  /** Problems done, from 1. */
  readonly solved: number;
  /** Problems in all. */
  readonly size: number;
}

/**
 * The options of `solve`, for every problem alike. `acceleration` is `'overRelaxation'` by default: it takes more iterations than `'anderson'`, and less time on
 * problems as small as these.
 */
export interface SolveBatchOptions extends Omit<SolveOptions, 'init' | 'onProgress'> {
  /** Potentials to start from, one pair for each problem: the `solutions` of a similar batch will do. */
  readonly init?: readonly InitialPotentials[];
  /** Called after every problem. */
  readonly onProgress?: (progress: BatchProgress) => void;
}

export interface SolveBatchAsyncOptions
  extends Omit<SolveBatchOptions, 'executor'>,
    Pick<SolveAsyncOptions, 'executor'> {}
