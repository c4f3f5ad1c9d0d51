import { type JoinOptions, type Operand as PlainOperand, repeat as repeatArray } from '@monge/ndarray';
import { type Operand, operate, type Result } from '../../core/operand.js';
import { movedBy } from '../internal/positions.js';

/**
 * Each element along an axis (the first by default) several times in a row: as often as one number says, or as a vector of counts says for
 * each index.
 *
 * @throws ShapeError unless there is one count, or one for each index.
 * @throws DomainError when a count is not an integer ≥ 0, or the axis is outside [−rank, rank).
 * @example
 * repeat([1, 2], 2); // → [1, 1, 2, 2]
 */
export function repeat<A extends Operand>(x: A, counts: PlainOperand, options?: JoinOptions): Result<A> {
  return operate('repeat', (value) => movedBy(value, (numbers) => repeatArray(numbers, counts, options)), [
    x,
  ]);
}
