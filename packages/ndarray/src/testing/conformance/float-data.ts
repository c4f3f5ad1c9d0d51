import type { DataOf, FloatData, FloatDType } from '../../dtype.js';
import { allocate } from '../../internal/allocate.js';

/** The numbers in a typed array. */
export function typed(dtype: FloatDType, values: ArrayLike<number>): FloatData {
  return dtype === 'float32' ? Float32Array.from(values) : Float64Array.from(values);
}

/** Memory for a kernel to write to, full of NaN. */
export function unwritten<T extends FloatDType>(dtype: T, length: number): DataOf[T] {
  const data = allocate(dtype, length);
  data.fill(Number.NaN);
  return data;
}
