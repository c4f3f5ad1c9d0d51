import { asStrided } from '../as-strided.js';
import { ShapeError } from '../errors.js';
import { broadcastStride, commonShape } from '../internal/broadcast.js';
import { make } from '../internal/make.js';
import { checkShape, format, sameShape } from '../internal/shape.js';
import type { NdArray } from '../nd-array.js';
import type { DataFor, Operand } from '../strided.js';

/**
 * A view of a larger shape that repeats the elements along new axes and along axes of length 1, by strides of 0.
 * Several of its elements are one in memory: writing to one writes to all. O(rank).
 *
 * @throws ShapeError when `x` does not stretch to the shape.
 * @example
 * broadcastTo([1, 2, 3], [2, 3]); // → [[1, 2, 3], [1, 2, 3]]
 */
export function broadcastTo<A extends Operand>(x: A, shape: readonly number[]): NdArray<DataFor<A>> {
  const caller = 'ndarray.broadcastTo';
  const view = asStrided(x, 'x', caller);
  checkShape(shape, caller);
  if (!sameShape(commonShape([view.shape, shape], caller), shape)) {
    throw new ShapeError(
      `${caller}: expected a shape that x (${format(view.shape)}) stretches to, got ${format(shape)}`,
    );
  }
  return make(view.data, shape, broadcastStride(view, shape), view.offset);
}
