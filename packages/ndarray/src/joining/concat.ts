import { asStrided } from '../as-strided.js';
import { ShapeError } from '../errors.js';
import { resolveAxis } from '../internal/axes.js';
import { join } from '../internal/join.js';
import { format, sameShape } from '../internal/shape.js';
import type { NdArray } from '../nd-array.js';
import type { ArrayInput } from '../strided.js';
import type { JoinedData } from './joined-data.js';

/** Options of {@link concat} and {@link stack}. */
export interface JoinOptions {
  /** The axis along which the arrays follow one another, in the result. Default 0, the first. */
  readonly axis?: number;
}

/**
 * Arrays one after another along an axis that they have (the first by default). The element type is theirs if they
 * all have the same one, float64 otherwise. Along a new axis, see {@link stack}. O(size of the result).
 *
 * @throws ShapeError when there are no arrays, or their shapes differ on another axis.
 * @throws DomainError when the axis is outside [−rank, rank).
 * @example
 * concat([[1, 2], [3]]); // → [1, 2, 3]
 * concat([[[1], [2]], [[3], [4]]], { axis: 1 }); // → [[1, 3], [2, 4]]
 */
export function concat<A extends ArrayInput>(
  arrays: readonly A[],
  options?: JoinOptions,
): NdArray<JoinedData<A>>;
export function concat(arrays: readonly ArrayInput[], { axis = 0 }: JoinOptions = {}): NdArray {
  const caller = 'ndarray.concat';
  const views = arrays.map((each, k) => asStrided(each, `arrays[${k}]`, caller));
  if (views.length === 0) throw new ShapeError(`${caller}: expected at least one array, got none`);
  const { shape } = views[0];
  const along = resolveAxis(axis, shape.length, caller);
  views.forEach((view, k) => {
    if (view.shape.length === shape.length && sameShape(view.shape.with(along, shape[along]), shape)) return;
    throw new ShapeError(
      `${caller}: expected arrays[${k}] of the shape of arrays[0] (${format(shape)}) except along axis ${along}, got ${format(view.shape)}`,
    );
  });
  return join(views, along);
}
