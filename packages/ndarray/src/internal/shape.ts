import { ShapeError } from '../errors.js';

/** How many elements an array of this shape has; one for rank 0. */
export function sizeOf(shape: readonly number[]): number {
  let size = 1;
  for (let axis = 0; axis < shape.length; axis++) size *= shape[axis];
  return size;
}

/** The strides of an array that is packed in C order (the last index runs fastest). */
export function packedStride(shape: readonly number[]): number[] {
  const stride = new Array<number>(shape.length);
  let step = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    stride[axis] = step;
    step *= shape[axis];
  }
  return stride;
}

/** Whether the strides are those of an array packed in C order; axes of length 1 may have any. */
export function isPacked(shape: readonly number[], stride: readonly number[]): boolean {
  let step = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const length = shape[axis];
    if (length !== 1 && stride[axis] !== step) return false;
    step *= length;
  }
  return true;
}

export function sameShape(a: readonly number[], b: readonly number[]): boolean {
  if (a.length !== b.length) return false;
  for (let axis = 0; axis < a.length; axis++) if (a[axis] !== b[axis]) return false;
  return true;
}

/** `[2, 3]`, as shapes, strides and indices stand in messages. */
export function format(numbers: readonly number[]): string {
  return `[${numbers.join(', ')}]`;
}

/** @throws ShapeError unless the shape consists of integers ≥ 0. */
export function checkShape(shape: readonly number[], caller: string): void {
  for (const length of shape) {
    if (Number.isInteger(length) && length >= 0) continue;
    throw new ShapeError(`${caller}: expected a shape of integers ≥ 0, got ${format(shape)}`);
  }
}
