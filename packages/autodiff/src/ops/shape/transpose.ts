import { transpose as transposeArray } from '@monge/ndarray';
import { type Operand, operate, type Result } from '../../core/operand.js';
import type { Value } from '../../core/traced.js';
import { viewed } from './view.js';

export function transposeValue(x: Value, axes?: readonly number[]): Value {
  return viewed(x, (view) => transposeArray(view, axes));
}

/**
 * The axes permuted: axis k of the result is axis `axes[k]` of `x`. By default their order is reversed, which for a matrix is its transpose.
 *
 * @throws ShapeError unless `axes` names as many axes as `x` has.
 * @throws DomainError when one of them is outside [−rank, rank) or stands there twice.
 * @example
 * transpose([[1, 2, 3], [4, 5, 6]]); // → [[1, 4], [2, 5], [3, 6]]
 */
export function transpose<A extends Operand>(x: A, axes?: readonly number[]): Result<A> {
  return operate('transpose', (value) => transposeValue(value, axes), [x]);
}
