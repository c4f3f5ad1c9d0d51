import { type Operand, operate, type Result } from '../core/operand.js';
import { besselOf } from './internal/bessel.js';

/**
 * The modified Bessel function I₁(x), odd; ±∞ from |x| = 713.99 on. DLMF 10.25.2.
 *
 * @example
 * besselI1([0, 1]); // → [0, 0.5651591040]
 */
export function besselI1<A extends Operand>(x: A): Result<A> {
  return operate('besselI1', (value) => besselOf({ n: 1, scale: 'none' }, value), [x]);
}
