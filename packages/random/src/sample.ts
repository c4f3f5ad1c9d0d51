/** The element types of samples. */
export type DType = 'float64' | 'float32' | 'int32' | 'uint8';

/** The element types between which real-valued draws choose. */
export type FloatDType = 'float64' | 'float32';

/** The typed array that holds each element type. */
export interface DataOf {
  float64: Float64Array;
  float32: Float32Array;
  int32: Int32Array;
  uint8: Uint8Array;
}

/**
 * The shape of a sample: its extents, or one number for a vector. `[]` is a single draw. Every draw throws a
 * `RandomError` (shape) where an extent is not an integer ≥ 0.
 */
export type Shape = readonly number[] | number;

/**
 * An array of draws in C order (last index fastest): a record that every array-taking function of monge accepts,
 * and `ndarray(data, shape, stride, offset)` of scijs too.
 */
export interface Sample<D extends DType = DType> {
  readonly data: DataOf[D];
  readonly shape: readonly number[];
  readonly stride: readonly number[];
  readonly offset: number;
  readonly dtype: D;
}

/** The option that all real-valued draws share. */
export interface FloatOptions<D extends FloatDType = FloatDType> {
  /** Element type; `'float64'` by default. */
  readonly dtype?: D;
}
