import { type Operand, operate, type Result } from '../core/operand.js';
import { besselOf } from './internal/bessel.js';

/**
 * The modified Bessel function I₀(x), even, at least 1; ∞ from |x| = 713.99 on. DLMF 10.25.2.
 *
 * @example
 * besselI0([0, 1]); // → [1, 1.2660658778]
 */
export function besselI0<A extends Operand>(x: A): Result<A> {
  return operate('besselI0', (value) => besselOf({ n: 0, scale: 'none' }, value), [x]);
}
