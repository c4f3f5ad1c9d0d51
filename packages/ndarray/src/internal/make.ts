import ndarray from 'ndarray';
import type { Data } from '../dtype.js';
import type { NdArray } from '../nd-array.js';
import { packedStride } from './shape.js';

/** A scijs array over the data, in C order unless the stride says otherwise. Nothing is checked. */
export function make<D extends Data>(
  data: D,
  shape: readonly number[],
  stride?: readonly number[],
  offset?: number,
): NdArray<D>;
export function make(
  data: Data,
  shape: readonly number[],
  stride: readonly number[] = packedStride(shape),
  offset = 0,
): NdArray {
  // scijs copies both lists; its types only forget to say so.
  return ndarray(data, shape as number[], stride as number[], offset);
}
