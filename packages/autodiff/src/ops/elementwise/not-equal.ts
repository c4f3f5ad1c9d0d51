import { type NdArray, notEqual as notEqualOfArrays } from '@monge/ndarray';
import type { Operand } from '../../core/operand.js';
import { untraced } from '../internal/untraced.js';

/**
 * a ≠ b, element by element, with broadcasting: 1 where it holds, 0 where it does not; 1 wherever an operand is NaN. The result is a
 * plain array, a constant for all derivatives.
 *
 * @example
 * notEqual([1, 2], [1, 3]); // → [0, 1]
 */
export function notEqual(a: Operand, b: Operand): NdArray<Uint8Array> {
  return notEqualOfArrays(untraced(a, 'autodiff.notEqual'), untraced(b, 'autodiff.notEqual'));
}
