import { type FloatData, type NdArray, sign as signOfArray } from '@monge/ndarray';
import type { Operand } from '../../core/operand.js';
import { untraced } from '../internal/untraced.js';

/**
 * The sign: −1, 0 or 1; a zero keeps its own. Piecewise constant: the result is a plain array, a constant for all derivatives.
 *
 * @example
 * sign([3, 0, -2]); // → [1, 0, -1]
 */
export function sign(x: Operand): NdArray<FloatData> {
  return signOfArray(untraced(x, 'autodiff.sign'));
}
