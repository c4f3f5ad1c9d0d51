import { broadcastTo as broadcastArray } from '@monge/ndarray';
import { type Operand, operate, type Result } from '../../core/operand.js';
import { stridedOf } from '../internal/strided-of.js';
import { broadcastToShape } from './broadcast-and-sum.js';

/**
 * An array repeated along new axes and along axes of length 1 until it has a larger shape.
 *
 * @throws ShapeError when `x` does not stretch to the shape.
 * @example
 * broadcastTo([1, 2, 3], [2, 3]); // → [[1, 2, 3], [1, 2, 3]]
 */
export function broadcastTo<A extends Operand>(x: A, shape: readonly number[]): Result<A> {
  return operate(
    'broadcastTo',
    (value) => broadcastToShape(value, [...broadcastArray(stridedOf(value), shape).shape]),
    [x],
  );
}
