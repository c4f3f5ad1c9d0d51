import { asStrided } from '../as-strided.js';
import { dtypeOf } from '../dtype-of.js';
import { checkCounts } from '../internal/check-counts.js';
import { convert } from '../internal/convert.js';
import { make } from '../internal/make.js';
import type { NdArray } from '../nd-array.js';
import type { ArrayInput, DataFor } from '../strided.js';

/**
 * Copies of the whole array side by side: as many along each axis as `counts` says, which is aligned at the last axis
 * (a plain number counts on that one). For each element several times, see {@link repeat}; for a view that takes no
 * memory, see {@link broadcastTo}. O(size of the result).
 *
 * @throws DomainError when a count is not an integer ≥ 0.
 * @example
 * tile([1, 2], 2); // → [1, 2, 1, 2]
 * tile([1, 2], [2, 1]); // → [[1, 2], [1, 2]]
 */
export function tile<A extends ArrayInput>(x: A, counts: number | readonly number[]): NdArray<DataFor<A>>;
export function tile(x: ArrayInput, counts: number | readonly number[]): NdArray {
  const caller = 'ndarray.tile';
  const { data, shape, stride, offset } = asStrided(x, 'x', caller);
  const given = typeof counts === 'number' ? [counts] : counts;
  checkCounts(given, 'counts', caller);
  const rank = Math.max(shape.length, given.length);
  const padded = <T>(list: readonly T[], filler: T): T[] => [
    ...new Array<T>(rank - list.length).fill(filler),
    ...list,
  ];
  const [copies, lengths, steps] = [padded(given, 1), padded(shape, 1), padded(stride, 0)];
  // Each axis as two, of which the first repeats the second by a stride of 0.
  const tiles = {
    data,
    shape: lengths.flatMap((length, axis) => [copies[axis], length]),
    stride: steps.flatMap((step) => [0, step]),
    offset,
  };
  const tiled = lengths.map((length, axis) => copies[axis] * length);
  return make(convert(tiles, dtypeOf(data), 'x', caller), tiled);
}
