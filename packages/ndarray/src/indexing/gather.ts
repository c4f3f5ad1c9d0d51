import { asStrided } from '../as-strided.js';
import type { Data } from '../dtype.js';
import { dtypeOf } from '../dtype-of.js';
import { allocate } from '../internal/allocate.js';
import { forEachRun } from '../internal/for-each-run.js';
import { laneIndices } from '../internal/lane-indices.js';
import { make } from '../internal/make.js';
import { movable } from '../internal/movable.js';
import type { NdArray } from '../nd-array.js';
import type { ScanOptions } from '../reductions/scan.js';
import type { ArrayInput, DataFor } from '../strided.js';

/**
 * One element for each index, from its own lane along the axis (the last by default): for axis 1 of two,
 * result[i, j] = x[i, indices[i, j]]. The indices have the shape of `x`, except along the axis; negative ones count
 * from the end. It goes with {@link argsort}, and with `argmin` and `argmax` with `keepDims`; for the same indices in
 * every lane, see {@link take}. O(size of the indices).
 *
 * @throws ShapeError when the shapes differ on another axis.
 * @throws DomainError when an index is not an integer in [−length, length), or the axis is outside [−rank, rank).
 * @example
 * const x = [[3, 1, 2], [4, 6, 5]];
 * gather(x, argsort(x)); // → [[1, 2, 3], [4, 5, 6]]
 * gather(x, argmax(x, { axis: 1, keepDims: true })); // → [[3], [6]]
 */
export function gather<A extends ArrayInput>(
  x: A,
  indices: ArrayInput,
  options?: ScanOptions,
): NdArray<DataFor<A>>;
export function gather(x: ArrayInput, indices: ArrayInput, { axis = -1 }: ScanOptions = {}): NdArray {
  const caller = 'ndarray.gather';
  const view = asStrided(x, 'x', caller);
  const { index, lanes, step } = laneIndices(view, indices, axis, caller);
  const result = make(allocate(dtypeOf(view.data), index.data.length), index.shape);
  const [source, target] = [movable(view.data), movable(result.data)];
  forEachRun(index.shape, [lanes, index], (n, at, by) =>
    gatherRun(n, source, at[0], by[0], step, index.data, target, at[1], by[1]),
  );
  return result;
}

/** The result lies as the indices do. */
function gatherRun(
  n: number,
  x: Data,
  xi: number,
  xs: number,
  step: number,
  index: Int32Array,
  y: Data,
  yi: number,
  ys: number,
): void {
  for (; n > 0; n--, xi += xs, yi += ys) y[yi] = x[xi + step * index[yi]]!;
}
