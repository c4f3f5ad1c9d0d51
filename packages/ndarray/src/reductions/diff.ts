import { asStrided } from '../as-strided.js';
import { subtract } from '../elementwise/arithmetic.js';
import { resolveAxis } from '../internal/axes.js';
import type { NdArray } from '../nd-array.js';
import type { ResultData } from '../result-dtype.js';
import type { ArrayInput } from '../strided.js';
import { type Range, slice } from '../views/slice.js';
import type { ScanOptions } from './scan.js';

/**
 * The differences x₁ − x₀, x₂ − x₁ … of neighbours along an axis, which becomes shorter by one: what {@link cumsum}
 * undoes. One of length 0 stays so. The element type is that of {@link resultDtype}.
 *
 * @throws DomainError when the axis is outside [−rank, rank).
 * @example
 * diff([1, 4, 9, 16]); // → [3, 5, 7]
 * diff([[1, 2], [5, 9]], { axis: 0 }); // → [[4, 7]]
 */
export function diff<A extends ArrayInput>(x: A, options?: ScanOptions): NdArray<ResultData<A>>;
export function diff(x: ArrayInput, { axis = -1 }: ScanOptions = {}): NdArray {
  const view = asStrided(x, 'x', 'ndarray.diff');
  const all: Range[] = view.shape.map(() => null);
  const along = resolveAxis(axis, view.shape.length, 'ndarray.diff');
  const later = slice(view, ...all.with(along, [1, null]));
  return subtract(later, slice(view, ...all.with(along, [0, -1])));
}
