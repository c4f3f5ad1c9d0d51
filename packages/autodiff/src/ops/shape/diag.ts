import { ShapeError } from '@monge/ndarray';
import { shapeOf } from '../../core/dense.js';
import { type Operand, operate, type Result } from '../../core/operand.js';
import { plainOf, type Value } from '../../core/traced.js';
import { packedStride } from '../internal/strided-of.js';
import { placed } from './view.js';

export function diagValue(v: Value): Value {
  const shape = shapeOf(plainOf(v));
  const n = shape.at(-1);
  if (n === undefined) {
    throw new ShapeError('autodiff.diag: expected v to have an axis (the diagonal), got a single number');
  }
  const target = [...shape, n];
  const stride = [...packedStride(target).slice(0, -2), n + 1];
  return placed(v, { shape, stride, offset: 0 }, target);
}

/**
 * Diagonal matrices with the given diagonals, [..., n] → [..., n, n].
 *
 * @throws ShapeError when `v` has rank 0.
 * @example
 * diag([1, 2]); // → [[1, 0], [0, 2]]
 */
export function diag<A extends Operand>(v: A): Result<A> {
  return operate('diag', diagValue, [v]);
}
