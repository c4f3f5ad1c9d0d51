import { fromData, type NdArray } from '@monge/ndarray';
import { sizeOf } from '../../core/dense.js';
import type { Blocks } from '../shape/pick-at.js';

/** The number of each element in C order: what an operation of `@monge/ndarray` that moves elements makes of it says where each came from. */
export function positions(shape: readonly number[]): NdArray<Int32Array> {
  return fromData(
    Int32Array.from({ length: sizeOf(shape) }, (_, k) => k),
    shape,
  );
}

/** Single elements, from where they came. */
export function elementsAt({ data, shape }: NdArray<Int32Array>): Blocks {
  return { starts: data, length: 1, shape: [...shape] };
}
