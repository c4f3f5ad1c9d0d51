import { type Operand, operate, type Result } from '../core/operand.js';
import { besselOf } from './internal/bessel.js';

/**
 * exp(−|x|) I₁(x), odd, in (−1, 1).
 *
 * @example
 * besselI1e([0, 1000]); // → [0, 0.0126109303]
 */
export function besselI1e<A extends Operand>(x: A): Result<A> {
  return operate('besselI1e', (value) => besselOf({ n: 1, scale: 'exponential' }, value), [x]);
}
