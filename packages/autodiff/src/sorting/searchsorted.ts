import {
  type ArrayInput,
  type NdArray,
  type SearchOptions,
  searchsorted as searchsortedInArray,
} from '@monge/ndarray';
import type { Operand } from '../core/operand.js';
import type { Traced } from '../core/traced.js';
import { untraced } from '../ops/internal/untraced.js';

/**
 * Where values belong in a sorted vector: the index before which each one keeps the order if it is inserted there. Indices are plain: constants
 * for all derivatives. O(log n) for each value.
 *
 * @throws ShapeError when `sorted` is not a vector.
 * @example
 * searchsorted([1, 2, 2, 3], [0, 2, 9], { side: 'right' }); // → [0, 3, 4]
 */
export function searchsorted(sorted: ArrayInput | Traced, values: number, options?: SearchOptions): number;
export function searchsorted(
  sorted: ArrayInput | Traced,
  values: ArrayInput | Traced,
  options?: SearchOptions,
): NdArray<Int32Array>;
export function searchsorted(
  sorted: ArrayInput | Traced,
  values: Operand,
  options?: SearchOptions,
): number | NdArray<Int32Array> {
  const caller = 'autodiff.searchsorted';
  const vector = untraced(sorted, caller);
  if (typeof values === 'number') return searchsortedInArray(vector, values, options);
  return searchsortedInArray(vector, untraced(values, caller), options);
}
