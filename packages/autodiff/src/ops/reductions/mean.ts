import { type Operand, operate, type Result } from '../../core/operand.js';
import type { Value } from '../../core/traced.js';
import { divideValues } from '../elementwise/divide.js';
import { type Lanes, type ReduceOptions, reduced } from '../internal/reduced.js';
import { sumToShape } from '../shape/broadcast-and-sum.js';

/** The mean of each lane. */
export function meanOfLanes(x: Value, { length, shape }: Lanes): Value {
  return divideValues(sumToShape(x, shape), length);
}

/**
 * Σ x / n, over all axes or some.
 *
 * @throws ShapeError when there is nothing to take the mean of.
 * @throws DomainError when an axis is outside [−rank, rank) or stands there twice.
 * @example
 * mean([[1, 2], [3, 6]], { axis: 0 }); // → [2, 4]
 */
export function mean<A extends Operand>(x: A, options: ReduceOptions = {}): Result<A> {
  return operate('mean', (value) => reduced(value, options, 1, 'autodiff.mean', meanOfLanes), [x]);
}
