import type { Tensor } from '@monge/autodiff';
import type { KeyLike } from '@monge/random';

/**
 * A network, or a part of one: parameters that are made from a key, and a pure function of them. Parameters are a tree, lists and plain records of
 * arrays, so that they can be differentiated, averaged, saved and sent to a worker as they are.
 */
export interface Layer<P = unknown, X = Tensor, Y = Tensor> {
  /** The parameters before training. */
  readonly init: (key: KeyLike) => P;
  /** The result for an input: a batch, most often, whose first axes are left alone. */
  readonly apply: (params: P, x: X) => Y;
}
