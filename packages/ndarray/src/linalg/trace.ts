import type { NdArray } from '../nd-array.js';
import { sum } from '../reductions/sum.js';
import type { ResultData } from '../result-dtype.js';
import type { ArrayInput } from '../strided.js';
import { diagonalView } from './internal/diagonal-view.js';

/**
 * The sums of the diagonals, [..., m, n] → [...]. O(min(m, n)).
 *
 * @throws ShapeError when `a` has fewer than two axes.
 * @example
 * trace([[1, 2], [3, 4]]).get(); // → 5
 */
export function trace<A extends ArrayInput>(a: A): NdArray<ResultData<A>>;
export function trace(a: ArrayInput): NdArray {
  return sum(diagonalView(a, 0, 'ndarray.trace'), { axis: -1 });
}
