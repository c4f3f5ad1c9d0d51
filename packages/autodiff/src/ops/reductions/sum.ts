import { shapeOf } from '../../core/dense.js';
import { type Operand, operate, type Result } from '../../core/operand.js';
import { plainOf, type Value } from '../../core/traced.js';
import { type ReduceOptions, reducedShapes } from '../internal/reduced.js';
import { sumToShape } from '../shape/broadcast-and-sum.js';
import { reshapeValue } from '../shape/reshape.js';

export function sumAlong(x: Value, options: ReduceOptions, caller: string): Value {
  const { broadcast, result } = reducedShapes(shapeOf(plainOf(x)), options, caller);
  return reshapeValue(sumToShape(x, broadcast), result);
}

/**
 * Σ x, over all axes or some; the sum of nothing is 0.
 *
 * @throws DomainError when an axis is outside [−rank, rank) or stands there twice.
 * @example
 * sum([[1, 2], [3, 4]]); // → 10
 * sum([[1, 2], [3, 4]], { axis: 0 }); // → [4, 6]
 */
export function sum<A extends Operand>(x: A, options: ReduceOptions = {}): Result<A> {
  return operate('sum', (value) => sumAlong(value, options, 'autodiff.sum'), [x]);
}
