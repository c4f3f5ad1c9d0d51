import { equal as equalOfArrays, type NdArray } from '@monge/ndarray';
import type { Operand } from '../../core/operand.js';
import { untraced } from '../internal/untraced.js';

/**
 * a = b, element by element, with broadcasting: 1 where it holds, 0 where it does not; 0 wherever an operand is NaN. The result is a
 * plain array, a constant for all derivatives.
 *
 * @example
 * equal([1, 2], [1, 3]); // → [1, 0]
 */
export function equal(a: Operand, b: Operand): NdArray<Uint8Array> {
  return equalOfArrays(untraced(a, 'autodiff.equal'), untraced(b, 'autodiff.equal'));
}
