import { sizeOf } from './shape.js';

/** Where the elements of an array lie, in C order. */
export function positions(shape: readonly number[], stride: readonly number[], offset: number): Int32Array {
  const result = new Int32Array(sizeOf(shape));
  if (result.length === 0) return result;
  result[0] = offset;
  // From the last axis on, each one repeats what is filled so far, once for each of its indices.
  let filled = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const total = filled * shape[axis];
    for (let i = filled; i < total; i++) result[i] = result[i - filled] + stride[axis];
    filled = total;
  }
  return result;
}
