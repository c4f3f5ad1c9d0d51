import { type Range, slice as sliceArray } from '@monge/ndarray';
import { type Operand, operate, type Result } from '../../core/operand.js';
import type { Value } from '../../core/traced.js';
import { viewed } from './view.js';

export function sliceValue(x: Value, ...ranges: readonly Range[]): Value {
  return viewed(x, (view) => sliceArray(view, ...ranges));
}

/**
 * Part of an array, with the rules of NumPy's basic indexing: one range for each axis, from the first on; axes without one are kept whole. A
 * range is a number (the one element at that index, which drops the axis), `null` (everything) or `[start, stop, step]`.
 *
 * @throws ShapeError when there are more ranges than axes.
 * @throws DomainError when an index is outside its axis, or a range is not made of integers with a step other than 0.
 * @example
 * slice([[1, 2, 3], [4, 5, 6]], null, [0, 2]); // → [[1, 2], [4, 5]]
 * slice([[1, 2, 3], [4, 5, 6]], -1); // → [4, 5, 6]
 */
export function slice<A extends Operand>(x: A, ...ranges: readonly Range[]): Result<A> {
  return operate('slice', (value) => sliceValue(value, ...ranges), [x]);
}
