import { isnan as isnanOfArray, type NdArray } from '@monge/ndarray';
import type { Operand } from '../../core/operand.js';
import { untraced } from '../internal/untraced.js';

/**
 * Whether x is NaN: 1 where it is, 0 where it is not. The result is a plain array, a constant for all derivatives.
 *
 * @example
 * isnan([1, Infinity, NaN]); // → [0, 0, 1]
 */
export function isnan(x: Operand): NdArray<Uint8Array> {
  return isnanOfArray(untraced(x, 'autodiff.isnan'));
}
