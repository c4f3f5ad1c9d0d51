import type { DType } from '../dtype.js';
import type { NdArray } from '../nd-array.js';
import { convert } from './convert.js';
import { make } from './make.js';
import { packedStride } from './shape.js';

/** An array of the given element type with these values, in C order. @throws DomainError if it cannot hold one. */
export function fromValues(
  values: Float64Array,
  shape: readonly number[],
  dtype: DType,
  caller: string,
): NdArray {
  if (dtype === 'float64') return make(values, shape);
  const source = { data: values, shape, stride: packedStride(shape), offset: 0 };
  return make(convert(source, dtype, 'the result', caller), shape);
}
