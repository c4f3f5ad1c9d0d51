import type { Tensor } from '@monge/autodiff';
import type { WithLeaves } from '@monge/autodiff/trees';
import type { FloatData, NdArray } from '@monge/ndarray';
import type { KeyLike } from '@monge/random';

/**
 * A network, or a part of one: parameters that are made from a key, and a pure function of them. Parameters are a tree, lists and plain
 * records of arrays, so that they can be differentiated, averaged, saved and sent to a worker as they are.
 */
export interface Layer<P = unknown, X = Tensor, Y = Tensor> {
  /** The parameters before training. */
  readonly init: (key: KeyLike) => Arrays<P>;
  /** The result for an input: a batch, most often, whose first axes are left alone. */
  readonly apply: (params: P, x: X) => Y;
}

/** Parameters with an array for every tensor: none of them is traced. */
export type Arrays<P> = WithLeaves<P, NdArray<FloatData>>;

/**
 * The parameters of a layer, to be named in the function that is differentiated: `(params: ParamsOf<typeof net>) => …`. A plain function
 * has none: null.
 */
export type ParamsOf<L> = L extends (...args: never[]) => unknown
  ? null
  : L extends { readonly apply: (params: infer P, ...rest: never[]) => unknown }
    ? P
    : never;
