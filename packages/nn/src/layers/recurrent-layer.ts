import type { Operand, Tensor } from '@monge/autodiff';
import type { Layer } from '../layer.js';

/** How a recurrent layer goes along a sequence. */
export interface SequenceOptions<S> {
  /** The state before the first step. Default: zeros. */
  readonly state?: S | undefined;
  /**
   * What reverse mode remembers: 'none' everything, 'sqrt' every ⌈√T⌉-th state, and computes the others again. Default: 'none'.
   */
  readonly checkpoint?: 'none' | 'sqrt' | undefined;
}

/**
 * A layer with a state S. As a layer it takes a sequence [time, ...batch, inputs] to that of its outputs, [time, ...batch, features], from
 * the state 0.
 */
export interface RecurrentLayer<P, S> extends Layer<P, Operand> {
  /** Zeros, for a batch of some shape. Default: [], no batch. */
  readonly initialState: (batch?: readonly number[]) => S;
  /** One step, for x [...batch, inputs]: the next state, and the output [...batch, features]. */
  readonly step: (params: P, state: S, x: Operand) => readonly [state: S, output: Tensor];
  /** All steps: the last state, and the outputs [time, ...batch, features]. */
  readonly run: (
    params: P,
    xs: Operand,
    options?: SequenceOptions<S>,
  ) => readonly [state: S, outputs: Tensor];
}
