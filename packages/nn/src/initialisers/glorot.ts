import type { FloatData, NdArray } from '@monge/ndarray';
import type { KeyLike } from '@monge/random';
import { drawNormal, drawUniform } from './drawn.js';
import { fansOf } from './fans.js';
import type { InitialiserOptions } from './initialiser.js';

/**
 * Normal numbers of variance 2 / (fanIn + fanOut): between what keeps the variance of activations and what keeps that of gradients, for
 * activations that are nearly linear at 0 (tanh), or none. Also called Xavier initialisation.
 *
 * Source: Glorot and Bengio, Understanding the difficulty of training deep feedforward neural networks (AISTATS 2010), eq. 12.
 *
 * @throws ShapeError when the shape has fewer than two axes.
 * @example
 * glorotNormal(0, [256, 10]).shape; // → [256, 10]
 */
export function glorotNormal(
  key: KeyLike,
  shape: readonly number[],
  options: InitialiserOptions = {},
): NdArray<FloatData> {
  return drawNormal(key, shape, Math.sqrt(2 / sumOfFans(shape, 'nn.glorotNormal')), options);
}

/**
 * {@link glorotNormal} with uniform numbers of the same variance, on ±√(6 / (fanIn + fanOut)) (eq. 16 there).
 *
 * @throws ShapeError when the shape has fewer than two axes.
 * @example
 * glorotUniform(0, [256, 10]).shape; // → [256, 10]
 */
export function glorotUniform(
  key: KeyLike,
  shape: readonly number[],
  options: InitialiserOptions = {},
): NdArray<FloatData> {
  return drawUniform(key, shape, Math.sqrt(6 / sumOfFans(shape, 'nn.glorotUniform')), options);
}

function sumOfFans(shape: readonly number[], caller: string): number {
  const { fanIn, fanOut } = fansOf(shape, caller);
  return fanIn + fanOut;
}
