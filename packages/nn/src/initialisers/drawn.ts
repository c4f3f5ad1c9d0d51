import { type FloatData, fromData, type NdArray } from '@monge/ndarray';
import { type KeyLike, normal, uniform } from '@monge/random';
import type { InitialiserOptions } from './initialiser.js';

/** Normal numbers of mean 0. */
export function drawNormal(
  key: KeyLike,
  shape: readonly number[],
  std: number,
  { dtype = 'float32' }: InitialiserOptions,
): NdArray<FloatData> {
  const { data } = normal(key, shape, { std, dtype });
  return fromData(data, shape);
}

/** Uniform numbers on [−limit, limit). */
export function drawUniform(
  key: KeyLike,
  shape: readonly number[],
  limit: number,
  { dtype = 'float32' }: InitialiserOptions,
): NdArray<FloatData> {
  const { data } = uniform(key, shape, { low: -limit, high: limit, dtype });
  return fromData(data, shape);
}
