import { type FloatData, full, type NdArray } from '@monge/ndarray';
import type { KeyLike } from '@monge/random';
import type { Initialiser, InitialiserOptions } from './initialiser.js';

/**
 * Zeros: for biases, and for the last layer of what is to begin as nothing (a score, a residual branch).
 *
 * @example
 * zeros(0, [2]); // → [0, 0]
 */
export function zeros(
  _: KeyLike,
  shape: readonly number[],
  options: InitialiserOptions = {},
): NdArray<FloatData> {
  return filled(shape, 0, options);
}

/**
 * Ones.
 *
 * @example
 * ones(0, [2]); // → [1, 1]
 */
export function ones(
  _: KeyLike,
  shape: readonly number[],
  options: InitialiserOptions = {},
): NdArray<FloatData> {
  return filled(shape, 1, options);
}

/**
 * The initialiser that fills an array with one value.
 *
 * @example
 * constant(0.5)(0, [2]); // → [0.5, 0.5]
 */
export function constant(value: number): Initialiser {
  return (_, shape, options = {}) => filled(shape, value, options);
}

function filled(
  shape: readonly number[],
  value: number,
  { dtype = 'float32' }: InitialiserOptions,
): NdArray<FloatData> {
  return full(shape, value, { dtype });
}
