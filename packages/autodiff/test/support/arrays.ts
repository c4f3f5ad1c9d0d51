import { fromData, type NdArray } from '@monge/ndarray';
import { foldIn, key, normal } from '@monge/random';

/** Standard normal numbers, float64: the same for the same shape and seed. */
export function normals(shape: readonly number[], seed = 0): NdArray<Float64Array> {
  const { data } = normal(foldIn(key(23), seed), [...shape]);
  return fromData(Float64Array.from(data), [...shape]);
}
