import { type Axes, expandDims as expandArray } from '@monge/ndarray';
import { type Operand, operate, type Result } from '../../core/operand.js';
import { reshapedBy } from './reshape.js';

/**
 * New axes of length 1, at the given positions of the result.
 *
 * @throws DomainError when a position is outside [−r, r), with r the rank of the result, or stands there twice.
 * @example
 * expandDims([1, 2, 3], 1); // → [[1], [2], [3]]
 */
export function expandDims<A extends Operand>(x: A, axis: Axes): Result<A> {
  return operate('expandDims', (value) => reshapedBy(value, (view) => expandArray(view, axis)), [x]);
}
