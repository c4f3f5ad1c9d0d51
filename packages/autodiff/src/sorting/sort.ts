import { argsort, gather, type ScanOptions } from '@monge/ndarray';
import { type Operand, operate, type Result } from '../core/operand.js';
import type { Value } from '../core/traced.js';
import { movedBy } from '../ops/internal/positions.js';
import { stridedOf } from '../ops/internal/strided-of.js';

/**
 * The elements in ascending order along an axis (the last by default); NaN last. Equal ones, 0 and −0 too, keep their order, and each its
 * derivative. For descending order, {@link flip} it.
 *
 * @throws DomainError when the axis is outside [−rank, rank).
 * @example
 * sort([3, 1, 2]); // → [1, 2, 3]
 */
export function sort<A extends Operand>(x: A, options?: ScanOptions): Result<A> {
  return operate('sort', (value) => sorted(value, options), [x]);
}

function sorted(x: Value, options: ScanOptions | undefined): Value {
  const order = argsort(stridedOf(x), options);
  return movedBy(x, (numbers) => gather(numbers, order, options));
}
