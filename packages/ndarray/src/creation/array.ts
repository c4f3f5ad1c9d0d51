import { asStrided } from '../as-strided.js';
import type { DataOf, DType } from '../dtype.js';
import { dtypeOf } from '../dtype-of.js';
import { convert } from '../internal/convert.js';
import { make } from '../internal/make.js';
import type { NdArray } from '../nd-array.js';
import type { DataFor, Operand } from '../strided.js';

/**
 * A new array with the elements of nested numbers, a typed array or any strided array, in C order. Without `dtype`
 * the element type is that of the input; nested numbers are float64.
 *
 * @throws ShapeError when nested rows differ in length.
 * @throws DTypeError when an element is not a number.
 * @throws DomainError when an integer `dtype` cannot hold an element.
 * @example
 * array([[1, 2, 3], [4, 5, 6]]).shape; // → [2, 3]
 * array([1, 2, 3], { dtype: 'float32' }).dtype; // → 'float32'
 */
export function array<T extends DType>(input: Operand, options: { readonly dtype: T }): NdArray<DataOf[T]>;
export function array<A extends Operand>(input: A): NdArray<DataFor<A>>;
export function array(input: Operand, options?: { readonly dtype: DType }): NdArray {
  const caller = 'ndarray.array';
  const source = asStrided(input, 'input', caller);
  return make(convert(source, options?.dtype ?? dtypeOf(source.data), 'input', caller), source.shape);
}
