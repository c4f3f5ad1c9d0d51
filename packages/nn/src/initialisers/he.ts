import type { FloatData, NdArray } from '@monge/ndarray';
import type { KeyLike } from '@monge/random';
import { drawNormal, drawUniform } from './drawn.js';
import { fansOf } from './fans.js';
import type { InitialiserOptions } from './initialiser.js';

/**
 * Normal numbers of variance 2 / fanIn, which keep the mean square of activations from layer to layer where the activation is ReLU or
 * resembles it (SiLU, GELU). The fan-in is the number of inputs, times the window of a convolution.
 *
 * Source: He et al., Delving deep into rectifiers (ICCV 2015), eq. 10.
 *
 * @throws ShapeError when the shape has fewer than two axes.
 * @example
 * heNormal(0, [784, 256]).shape; // → [784, 256]
 */
export function heNormal(
  key: KeyLike,
  shape: readonly number[],
  options: InitialiserOptions = {},
): NdArray<FloatData> {
  return drawNormal(key, shape, Math.sqrt(2 / fansOf(shape, 'nn.heNormal').fanIn), options);
}

/**
 * {@link heNormal} with uniform numbers of the same variance, on [−√(6 / fanIn), √(6 / fanIn)).
 *
 * @throws ShapeError when the shape has fewer than two axes.
 * @example
 * heUniform(0, [3, 3, 16, 32]).shape; // → [3, 3, 16, 32]
 */
export function heUniform(
  key: KeyLike,
  shape: readonly number[],
  options: InitialiserOptions = {},
): NdArray<FloatData> {
  return drawUniform(key, shape, Math.sqrt(6 / fansOf(shape, 'nn.heUniform').fanIn), options);
}
