import { greaterEqual as greaterEqualOfArrays, type NdArray } from '@monge/ndarray';
import type { Operand } from '../../core/operand.js';
import { untraced } from '../internal/untraced.js';

/**
 * a ≥ b, element by element, with broadcasting: 1 where it holds, 0 where it does not; 0 wherever an operand is NaN. The result is a
 * plain array, a constant for all derivatives.
 *
 * @example
 * greaterEqual([1, 2, 3], 2); // → [0, 1, 1]
 */
export function greaterEqual(a: Operand, b: Operand): NdArray<Uint8Array> {
  return greaterEqualOfArrays(untraced(a, 'autodiff.greaterEqual'), untraced(b, 'autodiff.greaterEqual'));
}
