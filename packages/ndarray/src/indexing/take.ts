import { asStrided } from '../as-strided.js';
import { resolveAxis } from '../internal/axes.js';
import { resolveIndices } from '../internal/indices.js';
import { select } from '../internal/select.js';
import type { NdArray } from '../nd-array.js';
import type { ArrayInput, DataFor, Operand } from '../strided.js';

/** Options of {@link take}. */
export interface TakeOptions {
  /** The axis that the indices are on. Default 0, the first. */
  readonly axis?: number;
}

/**
 * The elements at some indices on an axis (the first by default: rows), in the order of the indices, which may repeat.
 * The axis becomes the axes of `indices`; a plain number drops it. Negative indices count from the end. For an index
 * of its own in each lane, see {@link gather}. O(size of the result).
 *
 * @throws DomainError when an index is not an integer in [−length, length), or the axis is outside [−rank, rank).
 * @example
 * take([10, 20, 30], [2, 0, 2, -1]); // → [30, 10, 30, 30]
 * take([[1, 2, 3], [4, 5, 6]], [0, 2], { axis: 1 }); // → [[1, 3], [4, 6]]
 */
export function take<A extends ArrayInput>(
  x: A,
  indices: Operand,
  options?: TakeOptions,
): NdArray<DataFor<A>>;
export function take(x: ArrayInput, indices: Operand, { axis = 0 }: TakeOptions = {}): NdArray {
  const caller = 'ndarray.take';
  const view = asStrided(x, 'x', caller);
  const along = resolveAxis(axis, view.shape.length, caller);
  const index = asStrided(indices, 'indices', caller);
  return select(view, along, resolveIndices(index, view, along, caller), index.shape);
}
