import { inv as invOf } from '@monge/ndarray/linalg';
import { bind } from '../core/bind.js';
import { type Operand, operate, type Result } from '../core/operand.js';
import type { Primitive } from '../core/primitive.js';
import type { Value } from '../core/traced.js';
import { negValue } from '../ops/elementwise/neg.js';
import { stridedOf } from '../ops/internal/strided-of.js';
import { denseFrom } from './internal/dense-from.js';
import { times, timesTransposed, transposedTimes } from './internal/matrices.js';

/** Y = A⁻¹: dY = −Y dA Y. */
const inversion: Primitive = {
  name: 'inv',
  evaluate: ([a]) => denseFrom(invOf(stridedOf(a))),
  vjp: (cotangent, _, y) => [negValue(timesTransposed(transposedTimes(y, cotangent), y))],
  jvp: ([tangent], _, y) => negValue(times(times(y, tangent as Value), y)),
};

export function invValue(a: Value): Value {
  return bind(inversion, [a], undefined);
}

/**
 * The inverses of matrices, [..., n, n]. To apply an inverse, {@link solve} is faster and more accurate. O(n³).
 *
 * @throws DomainError when a matrix is singular: a pivot is exactly 0.
 * @throws ShapeError unless the matrices are square.
 * @example
 * inv([[2, 1], [1, 1]]); // → [[1, -1], [-1, 2]]
 */
export function inv<A extends Operand>(a: A): Result<A> {
  return operate('inv', invValue, [a]);
}
