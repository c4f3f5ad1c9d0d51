import { asStrided } from '../as-strided.js';
import { dtypeOf } from '../dtype-of.js';
import { convert } from '../internal/convert.js';
import { make } from '../internal/make.js';
import type { NdArray } from '../nd-array.js';
import type { ArrayInput, DataFor } from '../strided.js';

/**
 * The same elements in memory of their own, packed in C order. To change the element type, use {@link array}.
 *
 * @example
 * copy(transpose([[1, 2], [3, 4]])).data; // → [1, 3, 2, 4]
 */
export function copy<A extends ArrayInput>(x: A): NdArray<DataFor<A>>;
export function copy(x: ArrayInput): NdArray {
  const view = asStrided(x, 'x', 'ndarray.copy');
  return make(convert(view, dtypeOf(view.data), 'x', 'ndarray.copy'), view.shape);
}
