import { type Axes, squeeze as squeezeArray } from '@monge/ndarray';
import { type Operand, operate, type Result } from '../../core/operand.js';
import { reshapedBy } from './reshape.js';

/**
 * The array without the given axes of length 1, or without all of them.
 *
 * @throws ShapeError when a given axis has another length than 1.
 * @throws DomainError when an axis is outside [−rank, rank) or stands there twice.
 * @example
 * squeeze([[[1], [2], [3]]], 0); // → [[1], [2], [3]]
 */
export function squeeze<A extends Operand>(x: A, axis?: Axes): Result<A> {
  return operate('squeeze', (value) => reshapedBy(value, (view) => squeezeArray(view, axis)), [x]);
}
