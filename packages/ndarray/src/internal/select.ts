import type { Data } from '../dtype.js';
import { dtypeOf } from '../dtype-of.js';
import type { NdArray } from '../nd-array.js';
import type { Strided } from '../strided.js';
import { allocate } from './allocate.js';
import { make } from './make.js';
import { movable } from './movable.js';
import { positions } from './positions.js';
import { isPacked, sizeOf } from './shape.js';

/** From this many elements on, a block is copied as one (V8 11.3). */
const longBlock = 32;

/** The elements at some indices (≥ 0, inside the axis) on an axis, which becomes the axes of `indexShape`. */
export function select(
  x: Strided,
  axis: number,
  indices: Int32Array,
  indexShape: readonly number[] = [indices.length],
): NdArray {
  const [outerShape, innerShape] = [x.shape.slice(0, axis), x.shape.slice(axis + 1)];
  const innerStride = x.stride.slice(axis + 1);
  const shape = [...outerShape, ...indexShape, ...innerShape];
  const data = allocate(dtypeOf(x.data), sizeOf(shape));
  const starts = positions(outerShape, x.stride.slice(0, axis), x.offset);
  const [source, target] = [movable(x.data), movable(data)];
  const length = sizeOf(innerShape);
  if (length >= longBlock && isPacked(innerShape, innerStride)) {
    copyBlocks(source, starts, indices, x.stride[axis], length, target);
  } else {
    copyElements(source, starts, indices, x.stride[axis], positions(innerShape, innerStride, 0), target);
  }
  return make(data, shape);
}

function copyBlocks(
  source: Data,
  starts: Int32Array,
  indices: Int32Array,
  step: number,
  length: number,
  target: Data,
): void {
  let to = 0;
  for (let outer = 0; outer < starts.length; outer++) {
    for (let k = 0; k < indices.length; k++, to += length) {
      const from = starts[outer] + indices[k] * step;
      target.set(source.subarray(from, from + length), to);
    }
  }
}

function copyElements(
  source: Data,
  starts: Int32Array,
  indices: Int32Array,
  step: number,
  inner: Int32Array,
  target: Data,
): void {
  let to = 0;
  for (let outer = 0; outer < starts.length; outer++) {
    for (let k = 0; k < indices.length; k++) {
      const from = starts[outer] + indices[k] * step;
      for (let i = 0; i < inner.length; i++) target[to++] = source[from + inner[i]]!;
    }
  }
}
