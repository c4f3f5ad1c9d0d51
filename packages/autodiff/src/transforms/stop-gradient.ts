import { kept } from '../core/keep.js';
import { type Operand, readOperand, type Tensor } from '../core/operand.js';
import { plainOf } from '../core/traced.js';

/**
 * The same values as a constant: derivatives of every order and mode take it for one.
 *
 * @example
 * grad((x: Tensor) => multiply(x, stopGradient(x)))(3); // → 3
 */
export function stopGradient(x: Operand): Tensor | number {
  return kept(plainOf(readOperand(x, 'x', 'autodiff.stopGradient')));
}
