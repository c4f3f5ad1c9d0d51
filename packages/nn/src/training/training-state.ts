import type { NdArray } from '@monge/ndarray';
import type { Key } from '@monge/random';
import type { Plain } from '../plain.js';
import type { Average } from './ema.js';

/** Where training stands: a tree of arrays and numbers. */
export interface TrainingState<P = unknown, S = unknown> {
  /** Updates done. */
  readonly step: number;
  readonly params: Plain<P>;
  /** What the optimiser remembers. */
  readonly optimizer: S;
  /** The running average of the parameters; null where none was asked for. */
  readonly ema: Average<P> | null;
}

/** All that a run needs to go on as if it had never stopped: its state, what it was asked for, and what it reported. A tree of arrays and numbers. */
export interface Checkpoint<P = unknown, S = unknown> extends TrainingState<P, S> {
  /** The length of the whole run. */
  readonly steps: number;
  readonly key: Key;
  /** The loss at each step so far, before its update: shape [step]. */
  readonly losses: NdArray<Float64Array>;
}
