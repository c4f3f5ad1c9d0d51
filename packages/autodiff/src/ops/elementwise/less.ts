import { less as lessOfArrays, type NdArray } from '@monge/ndarray';
import type { Operand } from '../../core/operand.js';
import { untraced } from '../internal/untraced.js';

/**
 * a < b, element by element, with broadcasting: 1 where it holds, 0 where it does not; 0 wherever an operand is NaN. The result is a
 * plain array, a constant for all derivatives.
 *
 * @example
 * less([1, 2], 2); // → [1, 0]
 */
export function less(a: Operand, b: Operand): NdArray<Uint8Array> {
  return lessOfArrays(untraced(a, 'autodiff.less'), untraced(b, 'autodiff.less'));
}
