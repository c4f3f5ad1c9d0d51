import { asStrided } from '../as-strided.js';
import type { Data } from '../dtype.js';
import { ShapeError } from '../errors.js';
import { make } from '../internal/make.js';
import { checkShape, format, packedStride, sizeOf } from '../internal/shape.js';
import type { NdArray } from '../nd-array.js';

/**
 * An array over a typed array that already exists; nothing is copied, and writing to one writes to the other.
 * Without a stride the data is taken in C order and must have exactly as many elements as the shape. Without an
 * offset the view begins at the start of the data or, along axes of negative stride, at their end.
 *
 * @throws ShapeError when the shape does not fit the data, or the view reaches outside it.
 * @throws DTypeError for an element type that is not supported.
 * @example
 * fromData(Float64Array.of(1, 2, 3, 4, 5, 6), [2, 3]); // → [[1, 2, 3], [4, 5, 6]]
 * fromData(Float64Array.of(1, 2, 3), [3], [-1]); // → [3, 2, 1]
 */
export function fromData<D extends Data>(
  data: D,
  shape: readonly number[],
  stride?: readonly number[],
  offset?: number,
): NdArray<D> {
  const caller = 'ndarray.fromData';
  checkShape(shape, caller);
  if (stride === undefined && offset === undefined && sizeOf(shape) !== data.length) {
    throw new ShapeError(
      `${caller}: expected ${sizeOf(shape)} elements for shape ${format(shape)}, got ${data.length}`,
    );
  }
  const steps = stride ?? packedStride(shape);
  const view = { data, shape, stride: steps, offset: offset ?? startOf(shape, steps) };
  asStrided(view, 'data', caller);
  return make(data, shape, steps, view.offset);
}

/** Where the first element lies when the lowest one lies at 0. */
function startOf(shape: readonly number[], stride: readonly number[]): number {
  let start = 0;
  for (let axis = 0; axis < shape.length; axis++) {
    if (shape[axis] > 0 && stride[axis] < 0) start -= (shape[axis] - 1) * stride[axis];
  }
  return start;
}
