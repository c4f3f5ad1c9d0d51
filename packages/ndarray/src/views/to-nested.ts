import { asStrided } from '../as-strided.js';
import type { ArrayInput, Nested, Strided } from '../strided.js';

/**
 * The elements as nested plain arrays, for printing and for JSON; an array of rank 0 becomes a number.
 *
 * @example
 * toNested(transpose([[1, 2], [3, 4]])); // → [[1, 3], [2, 4]]
 */
export function toNested(x: ArrayInput): Nested | number {
  const view = asStrided(x, 'x', 'ndarray.toNested');
  return view.shape.length === 0 ? view.data[view.offset] : nest(view, 0, view.offset);
}

function nest(view: Strided, axis: number, at: number): Nested {
  const indices = Array.from({ length: view.shape[axis] }, (_, i) => at + i * view.stride[axis]);
  if (axis === view.shape.length - 1) return indices.map((index) => view.data[index]);
  return indices.map((index) => nest(view, axis + 1, index));
}
