import { type DiagonalOptions, diagonal as diagonalArray } from '@monge/ndarray/linalg';
import { type Operand, operate, type Result } from '../../core/operand.js';
import type { Value } from '../../core/traced.js';
import { viewed } from './view.js';

export function diagonalValue(a: Value, options?: DiagonalOptions): Value {
  return viewed(a, (view) => diagonalArray(view, options));
}

/**
 * A diagonal of matrices, [..., m, n] → [..., k]: the elements (i, i + offset), by default the main one.
 *
 * @throws ShapeError when `a` has fewer than two axes.
 * @throws DomainError unless `offset` is an integer.
 * @example
 * diagonal([[1, 2], [3, 4]]); // → [1, 4]
 */
export function diagonal<A extends Operand>(a: A, options?: DiagonalOptions): Result<A> {
  return operate('diagonal', (value) => diagonalValue(value, options), [a]);
}
