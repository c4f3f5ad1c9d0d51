import { isfinite as isfiniteOfArray, type NdArray } from '@monge/ndarray';
import type { Operand } from '../../core/operand.js';
import { untraced } from '../internal/untraced.js';

/**
 * Whether x is neither infinite nor NaN: 1 where it is not, 0 where it is. The result is a plain array, a constant for all derivatives.
 *
 * @example
 * isfinite([1, Infinity, NaN]); // → [1, 0, 0]
 */
export function isfinite(x: Operand): NdArray<Uint8Array> {
  return isfiniteOfArray(untraced(x, 'autodiff.isfinite'));
}
