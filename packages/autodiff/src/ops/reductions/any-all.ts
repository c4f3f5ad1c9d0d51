import {
  type ArrayInput,
  type AxisOptions,
  all as allOfArray,
  any as anyOfArray,
  type NdArray,
  type WholeOptions,
} from '@monge/ndarray';
import type { Traced } from '../../core/traced.js';
import { untraced } from '../internal/untraced.js';

type Input = ArrayInput | Traced;

/**
 * Whether any element is not zero (NaN is not). False for no elements. With `axis`, 1 or 0 in a plain array: a constant for all derivatives.
 *
 * @example
 * any(less([1, 2, 3], 2)); // → true
 */
export function any(x: Input, options?: WholeOptions): boolean;
export function any(x: Input, options: AxisOptions): NdArray<Uint8Array>;
export function any(x: Input, options?: WholeOptions | AxisOptions): boolean | NdArray<Uint8Array> {
  return anyOfArray(untraced(x, 'autodiff.any'), options as AxisOptions);
}

/**
 * Whether no element is zero (NaN is not). True for no elements. With `axis`, 1 or 0 in a plain array: a constant for all derivatives.
 *
 * @example
 * all([[1, 0], [1, 1]], { axis: 1 }); // → [0, 1]
 */
export function all(x: Input, options?: WholeOptions): boolean;
export function all(x: Input, options: AxisOptions): NdArray<Uint8Array>;
export function all(x: Input, options?: WholeOptions | AxisOptions): boolean | NdArray<Uint8Array> {
  return allOfArray(untraced(x, 'autodiff.all'), options as AxisOptions);
}
