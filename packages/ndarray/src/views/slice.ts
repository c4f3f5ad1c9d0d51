import { asStrided } from '../as-strided.js';
import { DomainError, ShapeError } from '../errors.js';
import { make } from '../internal/make.js';
import { format } from '../internal/shape.js';
import type { NdArray } from '../nd-array.js';
import type { ArrayInput, DataFor } from '../strided.js';

/**
 * What to keep of an axis: everything (`null`), the one element at an index (which drops the axis), or the elements
 * from `start` up to but not including `stop`, every `step`-th of them. Negative indices count from the end, bounds
 * outside the axis are clamped to it, and a bound that is null or left out means "as far as there is".
 */
export type Range =
  | null
  | undefined
  | number
  | readonly [start?: number | null, stop?: number | null, step?: number | null];

/**
 * A view of part of an array, with the rules of NumPy's basic indexing: one range for each axis, from the first
 * on; axes without one are kept whole. Memory is shared with `x`, unless `x` is nested numbers. O(rank).
 *
 * @throws ShapeError when there are more ranges than axes.
 * @throws DomainError when an index is outside its axis, or a range is not made of integers with a step other than 0.
 * @example
 * const x = [[1, 2, 3], [4, 5, 6]];
 * slice(x, null, [0, 2]); // → [[1, 2], [4, 5]]
 * slice(x, -1); // → [4, 5, 6]
 * slice(x, null, [null, null, -1]); // → [[3, 2, 1], [6, 5, 4]]
 */
export function slice<A extends ArrayInput>(x: A, ...ranges: readonly Range[]): NdArray<DataFor<A>> {
  const view = asStrided(x, 'x', 'ndarray.slice');
  if (ranges.length > view.shape.length) {
    throw new ShapeError(
      `ndarray.slice: expected at most one range for each axis of x (shape ${format(view.shape)}), got ${ranges.length}`,
    );
  }
  const shape: number[] = [];
  const stride: number[] = [];
  let offset = view.offset;
  view.shape.forEach((length, axis) => {
    const step = view.stride[axis];
    const range = ranges[axis];
    if (typeof range === 'number') {
      offset += step * resolveIndex(range, length, axis);
      return;
    }
    const kept = resolveRange(range ?? [], length, axis);
    // An empty range has no first element, and its start may lie outside the data.
    if (kept.length > 0) offset += step * kept.start;
    shape.push(kept.length);
    stride.push(step * kept.step);
  });
  return make(view.data, shape, stride, offset);
}

function resolveIndex(index: number, length: number, axis: number): number {
  if (Number.isInteger(index) && index >= -length && index < length)
    return index < 0 ? index + length : index;
  throw new DomainError(
    `ndarray.slice: expected an index in [${-length}, ${length}) for axis ${axis}, got ${index}`,
  );
}

function resolveRange(range: readonly (number | null | undefined)[], length: number, axis: number) {
  const step = range[2] ?? 1;
  // A descending range ends before index 0, hence the clamp to [−1, length − 1].
  const [lowest, highest] = step < 0 ? [-1, length - 1] : [0, length];
  const clamp = (bound: number) => Math.min(Math.max(bound < 0 ? bound + length : bound, lowest), highest);
  const start = range[0] == null ? (step < 0 ? highest : lowest) : clamp(range[0]);
  const stop = range[1] == null ? (step < 0 ? lowest : highest) : clamp(range[1]);
  if (!Number.isInteger(start) || !Number.isInteger(stop) || !Number.isInteger(step) || step === 0) {
    throw new DomainError(
      `ndarray.slice: expected integers, and a step other than 0, in the range for axis ${axis}, got [${range.map(String).join(', ')}]`,
    );
  }
  return { start, step, length: Math.max(0, Math.ceil((stop - start) / step)) };
}
