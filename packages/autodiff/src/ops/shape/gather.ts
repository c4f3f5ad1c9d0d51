import { type ArrayInput, gather as gatherArray, type ScanOptions } from '@monge/ndarray';
import { type Operand, operate, type Result } from '../../core/operand.js';
import { movedBy } from '../internal/positions.js';

/**
 * One element for each index, from its own lane along the axis (the last by default): for axis 1 of two, result[i, j] = x[i, indices[i, j]].
 * The indices have the shape of `x`, except along the axis; negative ones count from the end. Indices have no derivative.
 *
 * @throws ShapeError when the shapes differ on another axis.
 * @throws DomainError when an index is not an integer in [−length, length), or the axis is outside [−rank, rank).
 * @example
 * gather([[3, 1, 2], [4, 6, 5]], [[0], [1]]); // → [[3], [6]]
 */
export function gather<A extends Operand>(x: A, indices: ArrayInput, options?: ScanOptions): Result<A> {
  return operate('gather', (value) => movedBy(value, (numbers) => gatherArray(numbers, indices, options)), [
    x,
  ]);
}
