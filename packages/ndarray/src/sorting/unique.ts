import { asStrided } from '../as-strided.js';
import type { Data } from '../dtype.js';
import { dtypeOf } from '../dtype-of.js';
import { allocate } from '../internal/allocate.js';
import { convert } from '../internal/convert.js';
import { make } from '../internal/make.js';
import { stableOrder } from '../internal/stable-order.js';
import type { NdArray } from '../nd-array.js';
import type { ArrayInput, DataFor } from '../strided.js';

/** What {@link unique} finds. */
export interface Unique<D extends Data> {
  /** The distinct values, ascending, NaN last: [k], of the element type of the array. */
  readonly values: NdArray<D>;
  /** How often each one occurs: [k], int32. */
  readonly counts: NdArray<Int32Array>;
  /** Which one each element is: an index into `values`, int32, of the shape of the array. */
  readonly inverse: NdArray<Int32Array>;
}

/**
 * The distinct values of an array, how often each one occurs, and where. 0 and −0 count as one value, 0, and
 * so do all NaN. {@link take}`(values, inverse)` is the array again. O(n).
 *
 * @example
 * const { values, counts, inverse } = unique([20, 10, 20]);
 * values; // → [10, 20]
 * counts; // → [1, 2]
 * inverse; // → [1, 0, 1]
 */
export function unique<A extends ArrayInput>(x: A): Unique<DataFor<A>>;
export function unique(x: ArrayInput): Unique<Data> {
  const caller = 'ndarray.unique';
  const view = asStrided(x, 'x', caller);
  const elements = convert(view, 'float64', 'x', caller);
  const size = elements.length;
  const order = stableOrder(size)(elements, 0);
  const inverse = new Int32Array(size);
  const values = allocate(dtypeOf(view.data), size);
  const counts = new Int32Array(size);
  let found = 0;
  let previous = 0;
  for (let i = 0; i < size; i++) {
    const element = elements[order[i]];
    const isNew = element !== previous && !(Number.isNaN(element) && Number.isNaN(previous));
    // Adding 0 makes 0 of −0.
    if (found === 0 || isNew) values[found++] = element + 0;
    counts[found - 1]++;
    inverse[order[i]] = found - 1;
    previous = element;
  }
  return {
    values: make(values.slice(0, found), [found]),
    counts: make(counts.slice(0, found), [found]),
    inverse: make(inverse, view.shape),
  };
}
