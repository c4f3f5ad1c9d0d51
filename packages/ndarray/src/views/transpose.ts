import { asStrided } from '../as-strided.js';
import { ShapeError } from '../errors.js';
import { resolveAxes } from '../internal/axes.js';
import { make } from '../internal/make.js';
import { format } from '../internal/shape.js';
import type { NdArray } from '../nd-array.js';
import type { ArrayInput, DataFor } from '../strided.js';

/**
 * A view with the axes permuted: axis k of the result is axis `axes[k]` of `x`. By default their order is reversed,
 * which for a matrix is its transpose. Memory is shared with `x`, unless `x` is nested numbers. O(rank).
 *
 * @throws ShapeError unless `axes` names as many axes as `x` has.
 * @throws DomainError when one of them is outside [−rank, rank) or stands there twice.
 * @example
 * transpose([[1, 2, 3], [4, 5, 6]]); // → [[1, 4], [2, 5], [3, 6]]
 */
export function transpose<A extends ArrayInput>(x: A, axes?: readonly number[]): NdArray<DataFor<A>> {
  const caller = 'ndarray.transpose';
  const { data, shape, stride, offset } = asStrided(x, 'x', caller);
  const rank = shape.length;
  const order = axes === undefined ? shape.map((_, k) => rank - 1 - k) : resolveAxes(axes, rank, caller);
  if (order.length !== rank) {
    throw new ShapeError(
      `${caller}: expected ${rank} axes, one for each of x (shape ${format(shape)}), got ${format(order)}`,
    );
  }
  return make(
    data,
    order.map((axis) => shape[axis]),
    order.map((axis) => stride[axis]),
    offset,
  );
}
