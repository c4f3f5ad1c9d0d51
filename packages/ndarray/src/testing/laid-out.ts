import type { Data } from '../dtype.js';
import { dtypeOf } from '../dtype-of.js';
import { allocate } from '../internal/allocate.js';
import { make } from '../internal/make.js';
import { positions } from '../internal/positions.js';
import type { NdArray } from '../nd-array.js';

/** How to lay the elements of an array out in memory. */
export interface MemoryLayout {
  /** The axes from the slowest to the fastest in memory. */
  readonly order: readonly number[];
  /** For each axis, every how many places an element lies; negative runs backwards, 0 repeats one element. */
  readonly step: readonly number[];
  /** Unused places before the first and after the last element. */
  readonly margin: number;
}

/**
 * The given elements (in C order) as an array of this shape, laid out as asked in a new buffer. The places between
 * them hold NaN, or −1 in an integer type, so that whoever reads them gets a wrong result.
 */
export function laidOut<D extends Data>(
  values: D,
  shape: readonly number[],
  layout: MemoryLayout,
): NdArray<D>;
export function laidOut(values: Data, shape: readonly number[], layout: MemoryLayout): NdArray {
  const { order, step, margin } = layout;
  const stride = new Array<number>(shape.length).fill(0);
  let offset = margin;
  let extent = 1;
  for (const axis of order.toReversed()) {
    if (step[axis] === 0) continue;
    stride[axis] = extent * step[axis];
    extent *= Math.abs(step[axis]) * Math.max(shape[axis], 1);
    if (stride[axis] < 0) offset -= stride[axis] * Math.max(shape[axis] - 1, 0);
  }
  const dtype = dtypeOf(values);
  const data = allocate(dtype, extent + 2 * margin).fill(dtype.startsWith('float') ? Number.NaN : -1);
  positions(shape, stride, offset).forEach((at, i) => {
    data[at] = values[i]!;
  });
  return make(data, shape, stride, offset);
}
