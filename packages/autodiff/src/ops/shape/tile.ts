import { tile as tileArray } from '@monge/ndarray';
import { type Operand, operate, type Result } from '../../core/operand.js';
import { movedBy } from '../internal/positions.js';

/**
 * Copies of the whole array side by side: as many along each axis as `counts` says, which is aligned at the last axis (a plain number counts on
 * that one).
 *
 * @throws DomainError when a count is not an integer ≥ 0.
 * @example
 * tile([1, 2], [2, 1]); // → [[1, 2], [1, 2]]
 */
export function tile<A extends Operand>(x: A, counts: number | readonly number[]): Result<A> {
  return operate('tile', (value) => movedBy(value, (numbers) => tileArray(numbers, counts)), [x]);
}
