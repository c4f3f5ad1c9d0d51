import type { FloatData, FloatDType } from '@monge/ndarray';

/** How a name of a case says the dtype. */
export const short = { float32: 'f32', float64: 'f64' } as const;

export const dtypes: readonly FloatDType[] = ['float32', 'float64'];

/** Numbers in a dtype, in memory of their own. */
export function floats(values: ArrayLike<number>, dtype: FloatDType): FloatData {
  return dtype === 'float32' ? new Float32Array(values) : new Float64Array(values);
}

/** As they travel to Python, whose tasks convert them to the dtype of the case; float32 values survive. */
export function shaped(values: ArrayLike<number>, ...shape: number[]) {
  return { data: new Float64Array(values), shape };
}

/** A contiguous array in C order. */
export function strided<D extends FloatData>(data: D, ...shape: number[]) {
  const stride = shape.map((_, axis) => shape.slice(axis + 1).reduce((size, extent) => size * extent, 1));
  return { data, shape, stride, offset: 0 };
}

/** Several arrays as one answer, one after another. */
export function joined(arrays: readonly ArrayLike<number>[]): Float64Array {
  const all = new Float64Array(arrays.reduce((length, array) => length + array.length, 0));
  let at = 0;
  for (const array of arrays) {
    all.set(array, at);
    at += array.length;
  }
  return all;
}
