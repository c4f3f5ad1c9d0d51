import type { FloatData, FloatDType, NdArray } from '@monge/ndarray';
import type { KeyLike } from '@monge/random';

/** How an initialiser stores what it makes. */
export interface InitialiserOptions {
  /** The element type. Default: 'float32'. */
  readonly dtype?: FloatDType | undefined;
}

/**
 * What parameters are before training: an array of the shape, a function of the key. Weights have the shape [inputs, outputs], or [kernel
 * height, kernel width, inputs, outputs] in a convolution.
 */
export type Initialiser = (
  key: KeyLike,
  shape: readonly number[],
  options?: InitialiserOptions,
) => NdArray<FloatData>;
