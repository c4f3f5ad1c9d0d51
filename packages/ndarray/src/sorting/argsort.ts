import { asStrided } from '../as-strided.js';
import { resolveAxis } from '../internal/axes.js';
import { scanLanes } from '../internal/scan.js';
import { stableOrder } from '../internal/stable-order.js';
import type { NdArray } from '../nd-array.js';
import type { ScanOptions } from '../reductions/scan.js';
import type { ArrayInput } from '../strided.js';

/**
 * The indices that sort an array along an axis (the last by default), as int32: first that of the smallest element.
 * {@link gather} of them is the sorted array. The order is stable: equal elements, 0 and −0 too, keep theirs; NaN come
 * last. O(n log n) up to 512 elements along the axis (merge sort), O(n) beyond (radix sort).
 *
 * @throws DomainError when the axis is outside [−rank, rank).
 * @example
 * argsort([30, 10, 20, 10]); // → [1, 3, 2, 0]
 */
export function argsort(x: ArrayInput, options?: ScanOptions): NdArray<Int32Array>;
export function argsort(x: ArrayInput, { axis = -1 }: ScanOptions = {}): NdArray {
  const caller = 'ndarray.argsort';
  const view = asStrided(x, 'x', caller);
  const along = resolveAxis(axis, view.shape.length, caller);
  const order = stableOrder(view.shape[along]);
  return scanLanes(view, along, 'int32', ({ data, start }, result, at) => result.set(order(data, start), at));
}
