import { ShapeError } from '../errors.js';
import type { Strided } from '../strided.js';
import { format, sameShape } from './shape.js';

/** The shape that all the shapes stretch to. @throws ShapeError when they do not. */
export function commonShape(shapes: readonly (readonly number[])[], caller: string): readonly number[] {
  let common = shapes[0] ?? [];
  for (let k = 1; k < shapes.length; k++) {
    const next = stretched(common, shapes[k]);
    if (next === null) {
      throw new ShapeError(
        `${caller}: expected shapes that broadcast together (aligned at the last axis, each pair of lengths equal or one of them 1), got ${shapes.map(format).join(' and ')}`,
      );
    }
    common = next;
  }
  return common;
}

function stretched(a: readonly number[], b: readonly number[]): readonly number[] | null {
  if (b.length === 0 || sameShape(a, b)) return a;
  if (a.length < b.length) return stretched(b, a);
  const shape = [...a];
  const extra = a.length - b.length;
  for (let axis = 0; axis < b.length; axis++) {
    const length = b[axis];
    if (shape[extra + axis] === 1) shape[extra + axis] = length;
    else if (length !== 1 && length !== shape[extra + axis]) return null;
  }
  return shape;
}

/** The strides under which a view shows the given shape: 0 along the axes that it is stretched over. */
export function broadcastStride(view: Strided, shape: readonly number[]): readonly number[] {
  if (sameShape(view.shape, shape)) return view.stride;
  const stride = new Array<number>(shape.length).fill(0);
  const extra = shape.length - view.shape.length;
  for (let axis = extra; axis < shape.length; axis++) {
    if (view.shape[axis - extra] === shape[axis]) stride[axis] = view.stride[axis - extra]!;
  }
  return stride;
}
