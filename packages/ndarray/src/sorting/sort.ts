import { asStrided } from '../as-strided.js';
import { dtypeOf } from '../dtype-of.js';
import { resolveAxis } from '../internal/axes.js';
import { type LaneKernel, scanLanes } from '../internal/scan.js';
import type { NdArray } from '../nd-array.js';
import type { ScanOptions } from '../reductions/scan.js';
import type { ArrayInput, DataFor } from '../strided.js';

/**
 * The elements in ascending order along an axis (the last by default), as a new array of the same element type. −0 is
 * placed before 0, NaN last. For descending order, {@link flip} it. O(n log n).
 *
 * @throws DomainError when the axis is outside [−rank, rank).
 * @example
 * sort([3, 1, 2]); // → [1, 2, 3]
 * sort([[3, 1], [2, 5]], { axis: 0 }); // → [[2, 1], [3, 5]]
 */
export function sort<A extends ArrayInput>(x: A, options?: ScanOptions): NdArray<DataFor<A>>;
export function sort(x: ArrayInput, { axis = -1 }: ScanOptions = {}): NdArray {
  const caller = 'ndarray.sort';
  const view = asStrided(x, 'x', caller);
  return scanLanes(view, resolveAxis(axis, view.shape.length, caller), dtypeOf(view.data), sortLane);
}

const sortLane: LaneKernel = ({ data, start, length }, result, at) => {
  const lane = result.subarray(at, at + length);
  lane.set(data.subarray(start, start + length));
  lane.sort();
};
