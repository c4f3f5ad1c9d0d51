import { asStrided } from '../as-strided.js';
import type { NdArray } from '../nd-array.js';
import type { ArrayInput, DataFor } from '../strided.js';
import { copy } from '../views/copy.js';
import type { DiagonalOptions } from './diagonal.js';
import { checkOffset } from './internal/diagonal-view.js';
import { checkRank } from './internal/matrices.js';

/**
 * The lower triangles of matrices [..., m, n], with zeros above the diagonal (i, i + offset). A copy. O(size).
 *
 * @throws ShapeError when `a` has fewer than two axes.
 * @throws DomainError unless `offset` is an integer.
 * @example
 * tril([[1, 2], [3, 4]]); // → [[1, 0], [3, 4]]
 */
export function tril<A extends ArrayInput>(a: A, options?: DiagonalOptions): NdArray<DataFor<A>>;
export function tril(a: ArrayInput, { offset = 0 }: DiagonalOptions = {}): NdArray {
  return kept(a, offset, 'ndarray.tril', (i, j) => j - i <= offset);
}

/**
 * The upper triangles of matrices [..., m, n], with zeros below the diagonal (i, i + offset). A copy. O(size).
 *
 * @throws ShapeError when `a` has fewer than two axes.
 * @throws DomainError unless `offset` is an integer.
 * @example
 * triu([[1, 2], [3, 4]], { offset: 1 }); // → [[0, 2], [0, 0]]
 */
export function triu<A extends ArrayInput>(a: A, options?: DiagonalOptions): NdArray<DataFor<A>>;
export function triu(a: ArrayInput, { offset = 0 }: DiagonalOptions = {}): NdArray {
  return kept(a, offset, 'ndarray.triu', (i, j) => j - i >= offset);
}

/** A copy of the matrices with zeros where `keeps` does not hold. */
function kept(
  a: ArrayInput,
  offset: number,
  caller: string,
  keeps: (i: number, j: number) => boolean,
): NdArray {
  const view = asStrided(a, 'a', caller);
  checkRank(view.shape, 'a', caller);
  checkOffset(offset, caller);
  const result = copy(view);
  const [rows, columns] = result.shape.slice(-2) as [number, number];
  for (let at = 0; at < result.data.length; at += columns) {
    const i = (at / columns) % rows;
    for (let j = 0; j < columns; j++) if (!keeps(i, j)) result.data[at + j] = 0;
  }
  return result;
}
