import { type Operand, operate, type Result } from '../../core/operand.js';
import type { Value } from '../../core/traced.js';
import { maximumValues } from './maximum.js';
import { minimumValues } from './minimum.js';

export function clipValues(x: Value, low: Value, high: Value): Value {
  return minimumValues(maximumValues(x, low), high);
}

/**
 * min(max(x, low), high): the elements of `x`, moved into [low, high]. The three broadcast together. The derivative is that of {@link minimum}
 * and {@link maximum}: 0 outside, and on a bound half of it is that bound's.
 *
 * @throws ShapeError when the shapes do not broadcast together.
 * @example
 * clip([-2, 0.5, 7], 0, 1); // → [0, 0.5, 1]
 */
export function clip<X extends Operand, L extends Operand, H extends Operand>(
  x: X,
  low: L,
  high: H,
): Result<X | L | H> {
  return operate<X | L | H>('clip', clipValues, [x, low, high]);
}
