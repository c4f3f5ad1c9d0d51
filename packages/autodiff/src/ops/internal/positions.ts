import { fromData, type NdArray } from '@monge/ndarray';
import { shapeOf, sizeOf } from '../../core/dense.js';
import { plainOf, type Value } from '../../core/traced.js';
import { type Blocks, pickedAt } from '../shape/pick-at.js';

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

/** The elements of an array as an operation of `@monge/ndarray` moves them. */
export function movedBy(x: Value, move: (positions: NdArray<Int32Array>) => NdArray<Int32Array>): Value {
  return pickedAt(x, elementsAt(move(positions(shapeOf(plainOf(x))))));
}
