import type { Data, DTypeOf } from './dtype.js';
import type { Strided } from './strided.js';

/**
 * A scijs `ndarray` over a typed array: what every function of this package returns. It is a view: two of them may
 * share one `data`. The methods are those of scijs and check no bounds; the functions of this package do.
 *
 * Where a content security policy forbids the code that scijs generates, it is a plain object with the same
 * properties and methods. This interface stands in for the one of `@types/ndarray`, which also declares a property
 * `T` that does not exist; where that one is asked for, write `x as ndarray.NdArray<Float64Array>`.
 */
export interface NdArray<D extends Data = Data> extends Strided<D> {
  /** The element type: `'float64'` … */
  readonly dtype: DTypeOf<D>;
  /** How many elements the view has. */
  readonly size: number;
  /** How many axes the view has. */
  readonly dimension: number;
  /** The axes from the smallest to the largest absolute stride. */
  readonly order: readonly number[];
  /** The element at an index, one number for each axis. */
  get(...index: number[]): number;
  /** Writes an element: the index, then the value. */
  set(...indexThenValue: number[]): number;
  /** Where in `data` the element at an index lies. */
  index(...index: number[]): number;
  /** The view without the first elements of each axis. */
  lo(...start: number[]): NdArray<D>;
  /** The view of the first elements of each axis. */
  hi(...length: number[]): NdArray<D>;
  /** The view of each n-th element; a negative n runs backwards. */
  step(...step: number[]): NdArray<D>;
  /** The view with its axes permuted. */
  transpose(...axes: number[]): NdArray<D>;
  /** The view at a fixed index of some axes; `null` keeps an axis. */
  pick(...index: (number | null)[]): NdArray<D>;
}
