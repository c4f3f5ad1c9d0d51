import { type Operand, operate, type Result } from '../../core/operand.js';
import { sumAlong } from '../reductions/sum.js';
import { diagonalValue } from './diagonal.js';

/**
 * The sums of the diagonals, [..., m, n] → [...].
 *
 * @throws ShapeError when `a` has fewer than two axes.
 * @example
 * trace([[1, 2], [3, 4]]); // → 5
 */
export function trace<A extends Operand>(a: A): Result<A> {
  return operate('trace', (value) => sumAlong(diagonalValue(value), { axis: -1 }, 'autodiff.trace'), [a]);
}
