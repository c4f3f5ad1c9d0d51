import type { Tensor, Traced } from '@monge/autodiff';
import type { WithLeaves } from '@monge/autodiff/trees';
import type { Executor, NdArray } from '@monge/ndarray';
import type { Key, KeyLike } from '@monge/random';
import type { Optimizer } from '../optimizers/optimizer.js';
import type { Ema } from './ema.js';
import type { Minibatches } from './minibatches.js';
import type { Checkpoint } from './training-state.js';

export interface TrainingOptions<P, B, S> {
  /** The parameters to begin with: arrays, numbers, or a tree of these. They are not written to. */
  readonly params: P;
  /** What is to become small: a scalar function of the parameters, a batch, and a key of its own for each step, for dropout and samples. */
  readonly loss: (params: WithLeaves<P, Traced>, batch: B, key: Key) => Tensor | number;
  /** The batch of a step, from 0: a pure function of a key, the same at each step, and the step. Or {@link minibatches} of data. */
  readonly batches: ((key: Key, step: number) => B) | Pick<Minibatches<B>, 'at'>;
  /** Default: Adam with a rate that falls along a cosine, from 1e-3 to 0 at the end of the run. */
  readonly optimizer?: Optimizer<S>;
  /** The length of the run, an integer ≥ 0. */
  readonly steps: number;
  /** What all randomness of the run comes from. */
  readonly key: KeyLike;
  /** An average of the parameters to keep, such as `ema({ decay: 0.999 })`. Default: none. */
  readonly ema?: Ema;
  /** What computes large arrays, from `@monge/ndarray/executors`. Default: plain loops. */
  readonly executor?: Executor;
  /**
   * Goes on from a checkpoint of a run with these same options, as if it had never stopped. `steps` may differ where an `optimizer` is given: longer runs
   * are what the run would have been with so many from the start. The rate of the default one depends on `steps`.
   */
  readonly resume?: Resumable;
}

/** A checkpoint, or its arrays by name: the `tensors` of a safetensors file that it was saved as. */
export type Resumable = Checkpoint | Readonly<Record<string, NdArray>>;
