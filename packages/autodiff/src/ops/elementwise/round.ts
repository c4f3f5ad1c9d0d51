import { type FloatData, type NdArray, round as roundOfArray } from '@monge/ndarray';
import type { Operand } from '../../core/operand.js';
import { untraced } from '../internal/untraced.js';

/**
 * The nearest integer; halves go to the even one. Piecewise constant: the result is a plain array, a constant for all derivatives.
 *
 * @example
 * round([0.5, 1.5, 2.5, -0.7]); // → [0, 2, 2, -1]
 */
export function round(x: Operand): NdArray<FloatData> {
  return roundOfArray(untraced(x, 'autodiff.round'));
}
