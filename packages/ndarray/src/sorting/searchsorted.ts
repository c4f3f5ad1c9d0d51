import { asStrided } from '../as-strided.js';
import { contiguous } from '../contiguous.js';
import { ShapeError } from '../errors.js';
import { make } from '../internal/make.js';
import { format } from '../internal/shape.js';
import type { NdArray } from '../nd-array.js';
import type { ArrayInput, Operand, Strided } from '../strided.js';

/** Options of {@link searchsorted}. */
export interface SearchOptions {
  /** The place among elements equal to the value: before them (`'left'`, the default), or after them. */
  readonly side?: 'left' | 'right';
}

/**
 * Where values belong in a sorted vector: the index before which each one keeps the order if it is inserted there. The
 * vector ascends with NaN last, as {@link sort} leaves it; this is not checked, which would take longer than
 * the search. With a vector of cumulative weights it finds the intervals that positions fall into. O(log n) for each
 * value.
 *
 * @throws ShapeError when `sorted` is not a vector.
 * @example
 * searchsorted([1, 2, 2, 3], 2); // → 1
 * searchsorted([1, 2, 2, 3], [0, 2, 9], { side: 'right' }); // → [0, 3, 4]
 */
export function searchsorted(sorted: ArrayInput, values: number, options?: SearchOptions): number;
export function searchsorted(
  sorted: ArrayInput,
  values: ArrayInput,
  options?: SearchOptions,
): NdArray<Int32Array>;
export function searchsorted(
  sorted: ArrayInput,
  values: Operand,
  { side = 'left' }: SearchOptions = {},
): number | NdArray {
  const caller = 'ndarray.searchsorted';
  const vector = asStrided(sorted, 'sorted', caller);
  if (vector.shape.length !== 1) {
    throw new ShapeError(`${caller}: expected sorted to be a vector, got shape ${format(vector.shape)}`);
  }
  if (typeof values === 'number') return place(vector, values, side);
  const { data, shape } = contiguous(values, 'float64', { name: 'values', caller });
  const places = new Int32Array(data.length);
  for (let i = 0; i < places.length; i++) places[i] = place(vector, data[i], side);
  return make(places, shape);
}

/** How many elements stand before the value: those that are less or, if it goes to the right of its equals, not more. */
function place({ data, shape, stride, offset }: Strided, value: number, side: 'left' | 'right'): number {
  const step = stride[0];
  const isLast = Number.isNaN(value);
  let [low, high] = [0, shape[0]];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const element = data[offset + middle * step];
    const isBefore =
      side === 'left' ? element < value || (isLast && !Number.isNaN(element)) : element <= value || isLast;
    if (isBefore) low = middle + 1;
    else high = middle;
  }
  return low;
}
