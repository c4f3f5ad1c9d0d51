import { asStrided } from '../as-strided.js';
import type { Axes } from '../axes.js';
import { ShapeError } from '../errors.js';
import { resolveAxes } from '../internal/axes.js';
import { make } from '../internal/make.js';
import { format } from '../internal/shape.js';
import type { NdArray } from '../nd-array.js';
import type { ArrayInput, DataFor } from '../strided.js';

/**
 * A view without the given axes of length 1, or without all of them. Memory is shared with `x`, unless `x` is nested
 * numbers. O(rank).
 *
 * @throws ShapeError when a given axis has another length than 1.
 * @throws DomainError when an axis is outside [−rank, rank) or stands there twice.
 * @example
 * squeeze([[[1], [2], [3]]]).shape; // → [3]
 * squeeze([[[1], [2], [3]]], 0).shape; // → [3, 1]
 */
export function squeeze<A extends ArrayInput>(x: A, axis?: Axes): NdArray<DataFor<A>> {
  const caller = 'ndarray.squeeze';
  const { data, shape, stride, offset } = asStrided(x, 'x', caller);
  const given = axis === undefined ? null : resolveAxes(axis, shape.length, caller);
  const long = given?.find((at) => shape[at] !== 1);
  if (long !== undefined) {
    throw new ShapeError(
      `${caller}: expected length 1 on axis ${long} of x (shape ${format(shape)}), got ${shape[long]}`,
    );
  }
  const kept = (_: number, at: number) => (given === null ? shape[at] !== 1 : !given.includes(at));
  return make(data, shape.filter(kept), stride.filter(kept), offset);
}
