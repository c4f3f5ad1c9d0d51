import type { NdArray } from '../nd-array.js';
import type { ResultData } from '../result-dtype.js';
import type { ArrayInput } from '../strided.js';

/** Options of the functions that work along one axis, such as {@link softmax} and {@link cumsum}. */
export interface ScanOptions {
  /** The axis along which the elements depend on one another. Default −1, the last. */
  readonly axis?: number;
}

/**
 * A function that keeps the shape and works along one axis, in float64; the result has the element type of
 * {@link resultDtype}.
 */
export type Scan = <A extends ArrayInput>(x: A, options?: ScanOptions) => NdArray<ResultData<A>>;
