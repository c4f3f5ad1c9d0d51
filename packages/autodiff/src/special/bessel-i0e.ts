import { type Operand, operate, type Result } from '../core/operand.js';
import { besselOf } from './internal/bessel.js';

/**
 * exp(−|x|) I₀(x), in (0, 1]. It has a kink at 0, where its derivative is taken as 0.
 *
 * @example
 * besselI0e([0, 1000]); // → [1, 0.0126172405]
 */
export function besselI0e<A extends Operand>(x: A): Result<A> {
  return operate('besselI0e', (value) => besselOf({ n: 0, scale: 'exponential' }, value), [x]);
}
