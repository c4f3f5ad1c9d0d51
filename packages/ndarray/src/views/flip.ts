import { asStrided } from '../as-strided.js';
import type { Axes } from '../axes.js';
import { resolveAxes } from '../internal/axes.js';
import { make } from '../internal/make.js';
import type { NdArray } from '../nd-array.js';
import type { ArrayInput, DataFor } from '../strided.js';

/**
 * A view that runs backwards along the given axes, or along all of them. Memory is shared with `x`, unless `x` is
 * nested numbers. O(rank).
 *
 * @throws DomainError when an axis is outside [−rank, rank) or stands there twice.
 * @example
 * flip([[1, 2], [3, 4]], 0); // → [[3, 4], [1, 2]]
 */
export function flip<A extends ArrayInput>(x: A, axis?: Axes): NdArray<DataFor<A>> {
  const caller = 'ndarray.flip';
  const { data, shape, stride, offset } = asStrided(x, 'x', caller);
  const flipped = axis === undefined ? shape.keys() : resolveAxes(axis, shape.length, caller);
  const steps = [...stride];
  let start = offset;
  for (const at of flipped) {
    if (shape[at] > 0) start += steps[at] * (shape[at] - 1);
    // From zero, so that a stride of 0 does not become −0.
    steps[at] = 0 - steps[at];
  }
  return make(data, shape, steps, start);
}
