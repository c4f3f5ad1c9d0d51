import { reshape as reshapeArray, type Strided } from '@monge/ndarray';
import { bind } from '../../core/bind.js';
import { denseOf, shapeOf } from '../../core/dense.js';
import { type Operand, operate, type Result } from '../../core/operand.js';
import type { Primitive } from '../../core/primitive.js';
import { plainOf, type Value } from '../../core/traced.js';
import { sameShape } from '../internal/binary.js';
import { stridedOf } from '../internal/strided-of.js';

const reshaping: Primitive<readonly number[]> = {
  name: 'reshape',
  evaluate([x], shape) {
    const { data, at } = denseOf(x);
    return at === undefined ? { data, shape } : { data, shape, at };
  },
  vjp: (cotangent, [x]) => [reshapeValue(cotangent, shapeOf(plainOf(x)))],
  jvp: ([tangent], _, __, shape) => reshapeValue(tangent as Value, shape),
};

/** The same elements under another shape of the same size. */
export function reshapeValue(x: Value, shape: readonly number[]): Value {
  return sameShape(shapeOf(plainOf(x)), shape) ? x : bind(reshaping, [x], shape);
}

/** In the shape that an operation of `@monge/ndarray` gives it. */
export function reshapedBy(x: Value, look: (x: Strided) => Strided): Value {
  return reshapeValue(x, [...look(stridedOf(x)).shape]);
}

/**
 * The same elements, in C order, under another shape; one length may be −1 and is then worked out from the others.
 *
 * @throws ShapeError when the numbers of elements differ, or more than one length is −1.
 * @example
 * reshape([1, 2, 3, 4, 5, 6], [2, -1]); // → [[1, 2, 3], [4, 5, 6]]
 */
export function reshape<A extends Operand>(x: A, shape: readonly number[]): Result<A> {
  return operate('reshape', (value) => reshapedBy(value, (view) => reshapeArray(view, shape)), [x]);
}
