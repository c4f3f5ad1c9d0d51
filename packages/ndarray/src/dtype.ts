/** The element types of the numeric core. */
export type DType = 'float64' | 'float32' | 'int32' | 'uint32' | 'uint8';

/** The element types that the floating-point kernels work in. */
export type FloatDType = 'float64' | 'float32';

/** The typed array that holds each element type. */
export interface DataOf {
  float64: Float64Array;
  float32: Float32Array;
  int32: Int32Array;
  uint32: Uint32Array;
  uint8: Uint8Array;
}

/** Any typed array of the numeric core. */
export type Data = DataOf[DType];

/** A typed array of floating-point numbers. */
export type FloatData = DataOf[FloatDType];

/** The element type that a typed array holds. */
export type DTypeOf<D extends Data> = { [T in DType]: D extends DataOf[T] ? T : never }[DType];
