import { type DiagonalOptions, tril as lowerOf, triu as upperOf } from '@monge/ndarray/linalg';
import { bind } from '../../core/bind.js';
import { denseOf } from '../../core/dense.js';
import { type Operand, operate, type Result } from '../../core/operand.js';
import type { Primitive } from '../../core/primitive.js';
import type { Value } from '../../core/traced.js';
import { stridedOf } from '../internal/strided-of.js';

interface Triangle {
  readonly part: 'lower' | 'upper';
  readonly options: DiagonalOptions;
}

/** A projection: its own transpose. */
const triangle: Primitive<Triangle> = {
  name: 'triangle',
  evaluate([x], { part, options }) {
    const kept = part === 'lower' ? lowerOf : upperOf;
    const { data, shape } = kept(stridedOf(denseOf(x)), options);
    return { data, shape: [...shape] };
  },
  vjp: (cotangent, _, __, params) => [triangleValue(cotangent, params)],
  jvp: ([tangent], _, __, params) => triangleValue(tangent as Value, params),
};

export function triangleValue(a: Value, params: Triangle): Value {
  return bind(triangle, [a], params);
}

/**
 * The lower triangles of matrices [..., m, n], with zeros above the diagonal (i, i + offset).
 *
 * @throws ShapeError when `a` has fewer than two axes.
 * @throws DomainError unless `offset` is an integer.
 * @example
 * tril([[1, 2], [3, 4]]); // → [[1, 0], [3, 4]]
 */
export function tril<A extends Operand>(a: A, options: DiagonalOptions = {}): Result<A> {
  return operate('tril', (value) => triangleValue(value, { part: 'lower', options }), [a]);
}

/**
 * The upper triangles of matrices [..., m, n], with zeros below the diagonal (i, i + offset).
 *
 * @throws ShapeError when `a` has fewer than two axes.
 * @throws DomainError unless `offset` is an integer.
 * @example
 * triu([[1, 2], [3, 4]], { offset: 1 }); // → [[0, 2], [0, 0]]
 */
export function triu<A extends Operand>(a: A, options: DiagonalOptions = {}): Result<A> {
  return operate('triu', (value) => triangleValue(value, { part: 'upper', options }), [a]);
}
