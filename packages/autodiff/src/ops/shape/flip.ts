import { type Axes, flip as flipArray } from '@monge/ndarray';
import { type Operand, operate, type Result } from '../../core/operand.js';
import { viewed } from './view.js';

/**
 * The array backwards along the given axes, or along all of them.
 *
 * @throws DomainError when an axis is outside [−rank, rank) or stands there twice.
 * @example
 * flip([[1, 2], [3, 4]], 0); // → [[3, 4], [1, 2]]
 */
export function flip<A extends Operand>(x: A, axis?: Axes): Result<A> {
  return operate('flip', (value) => viewed(value, (view) => flipArray(view, axis)), [x]);
}
