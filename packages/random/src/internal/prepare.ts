import type { Key, KeyLike } from '../key.js';
import type { DataOf, DType, FloatDType, Sample, Shape } from '../sample.js';
import { check } from './check.js';
import { toKey } from './to-key.js';

const arrays = { float64: Float64Array, float32: Float32Array, int32: Int32Array, uint8: Uint8Array };

/** What a draw starts from: the key that is meant, and a sample of zeros to fill. */
export interface Draft<D extends DType> {
  readonly key: Key;
  readonly sample: Sample<D>;
}

/** A draft in C order, its key and shape checked. */
export function prepare<D extends DType>(where: string, key: KeyLike, shape: Shape, dtype: D): Draft<D> {
  const extents = [shape].flat();
  check(
    extents.every((extent) => Number.isSafeInteger(extent) && extent >= 0),
    where,
    'a shape of integers >= 0',
    `[${extents.join()}]`,
    'shape',
  );
  const stride: number[] = [];
  let size = 1;
  for (let axis = extents.length; axis-- > 0; ) {
    stride[axis] = size;
    size *= extents[axis];
  }
  const data = new arrays[dtype](size) as DataOf[D];
  return { key: toKey(where, key), sample: { data, shape: extents, stride, offset: 0, dtype } };
}

/** The same for a real-valued draw, of the element type that the caller asked for; float64 by default. */
export function prepareFloat<D extends FloatDType>(
  where: string,
  key: KeyLike,
  shape: Shape,
  dtype = 'float64' as D,
): Draft<D> {
  check(dtype === 'float64' || dtype === 'float32', where, "dtype 'float64' or 'float32'", dtype);
  return prepare(where, key, shape, dtype);
}
