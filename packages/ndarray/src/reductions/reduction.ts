import type { Axes } from '../axes.js';
import type { NdArray } from '../nd-array.js';
import type { ResultData } from '../result-dtype.js';
import type { ArrayInput } from '../strided.js';

/** The options of a reduction to one number: no `axis`. */
export interface WholeOptions {
  readonly axis?: undefined;
  readonly keepDims?: false;
}

/** The options of a reduction to an array. */
export type AxisOptions =
  | {
      /** The axes to reduce over. */
      readonly axis: Axes;
      /** Keep them with length 1, so that the result broadcasts against `x`. Default false: they are dropped. */
      readonly keepDims?: boolean;
    }
  | { readonly axis?: undefined; readonly keepDims: true };

/**
 * A reduction: of the whole array to a number or, with `axis`, over those axes to an array.
 *
 * The work is done in float64, in the C order of the elements, whatever the strides: equal contents give equal bits.
 * An array of results has the element type of {@link resultDtype}; a number is not rounded to float32.
 */
export interface Reduction<Own = unknown> {
  (x: ArrayInput, options?: Own & WholeOptions): number;
  <A extends ArrayInput>(x: A, options: Own & AxisOptions): NdArray<ResultData<A>>;
}

/** A search for one element: its index in C order or, with `axis`, its index on that axis, as int32. */
export interface ArgReduction {
  (x: ArrayInput, options?: WholeOptions): number;
  (x: ArrayInput, options: { readonly axis: number; readonly keepDims?: boolean }): NdArray<Int32Array>;
}

/** A question about all the elements: true or false or, with `axis`, 1 or 0 as uint8. */
export interface Test {
  (x: ArrayInput, options?: WholeOptions): boolean;
  (x: ArrayInput, options: AxisOptions): NdArray<Uint8Array>;
}
