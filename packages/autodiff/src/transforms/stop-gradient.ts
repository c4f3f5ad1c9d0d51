import type { FloatData, NdArray } from '@monge/ndarray';
import { kept } from '../core/keep.js';
import { type Operand, readOperand } from '../core/operand.js';
import { plainOf } from '../core/traced.js';

/**
 * The same values as a constant: derivatives of every order and mode take it for one. It is a plain array (of a number, a number), whose elements can be
 * looked at: `console.log(stopGradient(x))`.
 *
 * @example
 * grad((x: Tensor) => multiply(x, stopGradient(x)))(3); // → 3
 */
export function stopGradient(x: Operand): NdArray<FloatData> | number {
  return kept(plainOf(readOperand(x, 'x', 'autodiff.stopGradient')));
}
