import { type FloatData, floor as floorOfArray, type NdArray } from '@monge/ndarray';
import type { Operand } from '../../core/operand.js';
import { untraced } from '../internal/untraced.js';

/**
 * The largest integer ≤ x. Piecewise constant: the result is a plain array, a constant for all derivatives.
 *
 * @example
 * floor([1.5, -1.5]); // → [1, -2]
 */
export function floor(x: Operand): NdArray<FloatData> {
  return floorOfArray(untraced(x, 'autodiff.floor'));
}
