import { asStrided } from '../as-strided.js';
import { ShapeError } from '../errors.js';
import { resolveAxis } from '../internal/axes.js';
import { checkCounts } from '../internal/check-counts.js';
import { convert } from '../internal/convert.js';
import { select } from '../internal/select.js';
import { format } from '../internal/shape.js';
import type { NdArray } from '../nd-array.js';
import type { ArrayInput, DataFor, Operand } from '../strided.js';
import type { JoinOptions } from './concat.js';

/**
 * Each element along an axis (the first by default) several times in a row: as often as one number says, or as a
 * vector of counts says for each index. For the whole array several times, see {@link tile}. O(size of the result).
 *
 * @throws ShapeError unless there is one count, or one for each index.
 * @throws DomainError when a count is not an integer ≥ 0, or the axis is outside [−rank, rank).
 * @example
 * repeat([1, 2], 2); // → [1, 1, 2, 2]
 * repeat([[1, 2], [3, 4]], [0, 2]); // → [[3, 4], [3, 4]]
 */
export function repeat<A extends ArrayInput>(
  x: A,
  counts: Operand,
  options?: JoinOptions,
): NdArray<DataFor<A>>;
export function repeat(x: ArrayInput, counts: Operand, { axis = 0 }: JoinOptions = {}): NdArray {
  const caller = 'ndarray.repeat';
  const view = asStrided(x, 'x', caller);
  const along = resolveAxis(axis, view.shape.length, caller);
  const { data, shape, stride, offset } = asStrided(counts, 'counts', caller);
  const length = view.shape[along];
  if (shape.length > 1 || (shape[0] ?? length) !== length) {
    throw new ShapeError(
      `${caller}: expected counts to be a number, or of shape [${length}] (one for each index on axis ${along} of x), got shape ${format(shape)}`,
    );
  }
  const each = { data, shape: [length], stride: [stride[0] ?? 0], offset };
  const times = convert(each, 'float64', 'counts', caller);
  checkCounts(times, 'counts', caller);
  return select(view, along, repeatedIndices(times));
}

/** Each index as often as its count says. */
function repeatedIndices(times: Float64Array): Int32Array {
  const indices = new Int32Array(times.reduce((total, count) => total + count, 0));
  let end = 0;
  for (let i = 0; i < times.length; i++) {
    const start = end;
    end += times[i];
    indices.fill(i, start, end);
  }
  return indices;
}
