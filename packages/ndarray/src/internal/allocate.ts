import type { Data, DataOf, DType } from '../dtype.js';

const constructors = {
  float64: Float64Array,
  float32: Float32Array,
  int32: Int32Array,
  uint32: Uint32Array,
  uint8: Uint8Array,
};

/** A new typed array of the element type, full of zeros. */
export function allocate<T extends DType>(dtype: T, length: number): DataOf[T];
export function allocate(dtype: DType, length: number): Data {
  return new constructors[dtype](length);
}
