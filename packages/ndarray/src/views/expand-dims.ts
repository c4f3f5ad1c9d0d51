import { asStrided } from '../as-strided.js';
import type { Axes } from '../axes.js';
import { resolveAxes } from '../internal/axes.js';
import { make } from '../internal/make.js';
import type { NdArray } from '../nd-array.js';
import type { DataFor, Operand } from '../strided.js';

/**
 * A view with new axes of length 1, at the given positions of the result. Memory is shared with `x`, unless `x` is
 * plain numbers. O(rank).
 *
 * @throws DomainError when a position is outside [−r, r), with r the rank of the result, or stands there twice.
 * @example
 * expandDims([1, 2, 3], 1).shape; // → [3, 1]
 */
export function expandDims<A extends Operand>(x: A, axis: Axes): NdArray<DataFor<A>> {
  const caller = 'ndarray.expandDims';
  const view = asStrided(x, 'x', caller);
  const rank = view.shape.length + (typeof axis === 'number' ? 1 : axis.length);
  const added = new Set(resolveAxes(axis, rank, caller));
  const shape: number[] = [];
  const stride: number[] = [];
  for (let at = 0, old = 0; at < rank; at++) {
    shape.push(added.has(at) ? 1 : view.shape[old]);
    stride.push(added.has(at) ? 0 : view.stride[old++]);
  }
  return make(view.data, shape, stride, view.offset);
}
