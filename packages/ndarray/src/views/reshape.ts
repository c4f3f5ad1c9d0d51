import { asStrided } from '../as-strided.js';
import { dtypeOf } from '../dtype-of.js';
import { ShapeError } from '../errors.js';
import { convert } from '../internal/convert.js';
import { make } from '../internal/make.js';
import { format, packedStride, sizeOf } from '../internal/shape.js';
import type { NdArray } from '../nd-array.js';
import type { ArrayInput, DataFor } from '../strided.js';

/**
 * The same elements, in C order, under another shape; one length may be −1 and is then worked out from the others.
 * The result is a view that shares memory with `x` wherever strides can express it (always, when `x` is packed in C
 * order), and a new array otherwise (as for a transposed matrix made flat). O(rank), or O(size) for a copy.
 *
 * @throws ShapeError when the numbers of elements differ, or more than one length is −1.
 * @example
 * reshape([1, 2, 3, 4, 5, 6], [2, -1]); // → [[1, 2, 3], [4, 5, 6]]
 */
export function reshape<A extends ArrayInput>(x: A, shape: readonly number[]): NdArray<DataFor<A>>;
export function reshape(x: ArrayInput, shape: readonly number[]): NdArray {
  const caller = 'ndarray.reshape';
  const view = asStrided(x, 'x', caller);
  const target = completed(shape, view.shape, caller);
  const stride = regrouped(view.shape, view.stride, target);
  if (stride !== null) return make(view.data, target, stride, view.offset);
  return make(convert(view, dtypeOf(view.data), 'x', caller), target);
}

function completed(shape: readonly number[], from: readonly number[], caller: string): readonly number[] {
  const size = sizeOf(from);
  const open = shape.indexOf(-1);
  const rest = sizeOf(shape.filter((_, axis) => axis !== open));
  const complete = open < 0 ? shape : shape.with(open, rest === 0 ? 0 : size / rest);
  if (complete.every((length) => Number.isInteger(length) && length >= 0) && sizeOf(complete) === size) {
    return complete;
  }
  throw new ShapeError(
    `${caller}: expected a shape of ${size} elements (x is ${format(from)}), got ${format(shape)}`,
  );
}

/**
 * Strides under which the elements appear in the same order under the new shape, or null if there are none. Both
 * shapes are cut into the shortest stretches of equal size; one of the old shape has strides in the new one if it
 * is evenly spaced. (The method is that of NumPy's `_attempt_nocopy_reshape`.)
 */
function regrouped(
  shape: readonly number[],
  stride: readonly number[],
  target: readonly number[],
): number[] | null {
  if (sizeOf(shape) === 0) return packedStride(target);
  const axes = shape.flatMap((length, axis) => (length === 1 ? [] : [{ length, step: stride[axis] }]));
  const result = new Array<number>(target.length).fill(1);
  let old = 0;
  let next = 0;
  while (old < axes.length) {
    let oldSize = axes[old].length;
    let newSize = target[next];
    let [oldEnd, newEnd] = [old + 1, next + 1];
    while (oldSize !== newSize) {
      if (newSize < oldSize) newSize *= target[newEnd++];
      else oldSize *= axes[oldEnd++].length;
    }
    for (let k = old; k < oldEnd - 1; k++) {
      if (axes[k].step !== axes[k + 1].step * axes[k + 1].length) return null;
    }
    let step = axes[oldEnd - 1].step;
    for (let axis = newEnd - 1; axis >= next; axis--) {
      result[axis] = step;
      step *= target[axis];
    }
    [old, next] = [oldEnd, newEnd];
  }
  return result;
}
