import { cholesky as choleskyOf } from '@monge/ndarray/linalg';
import { bind } from '../core/bind.js';
import { type Operand, operate, type Result } from '../core/operand.js';
import type { Primitive } from '../core/primitive.js';
import type { Value } from '../core/traced.js';
import { addValues } from '../ops/elementwise/add.js';
import { multiplyValues } from '../ops/elementwise/multiply.js';
import { stridedOf } from '../ops/internal/strided-of.js';
import { denseFrom } from './internal/dense-from.js';
import { lowerOf, times, transposedOf, transposedTimes } from './internal/matrices.js';
import { foldedSymmetric, symmetricFrom } from './internal/symmetric.js';
import { triangularSolution } from './solve-triangular.js';

/** dL = L Φ(L⁻¹ dA L⁻ᵀ), where Φ takes the lower triangle with half the diagonal (Murray, arXiv:1602.07527). */
const factorisation: Primitive = {
  name: 'cholesky',
  evaluate: ([a]) => denseFrom(choleskyOf(stridedOf(a))),
  vjp: (cotangent, _, l) => [foldedSymmetric(withInverses(l, halved(transposedTimes(l, cotangent)), true))],
  jvp: ([tangent], _, l) => times(l, halved(withInverses(l, symmetricFrom(tangent as Value), false))),
};

/** Φ, its own transpose. */
function halved(a: Value): Value {
  return multiplyValues(0.5, addValues(lowerOf(a), lowerOf(a, -1)));
}

/** L⁻¹ X L⁻ᵀ, or L⁻ᵀ X L⁻¹. */
function withInverses(l: Value, x: Value, transposed: boolean): Value {
  const solved = (b: Value): Value =>
    triangularSolution(l, b, { triangle: 'lower', transposed, unitDiagonal: false });
  return transposedOf(solved(transposedOf(solved(x))));
}

export function choleskyValue(a: Value): Value {
  return bind(factorisation, [a], undefined);
}

/**
 * The Cholesky factor of symmetric positive definite matrices [..., n, n]: the lower triangular L with positive diagonal for which A = L Lᵀ.
 * Only the lower triangles of `a` are read, and only these have a derivative. O(n³).
 *
 * @throws DomainError when a matrix is not positive definite to working precision, or holds NaN.
 * @throws ShapeError unless the matrices are square.
 * @example
 * cholesky([[4, 2], [2, 5]]); // → [[2, 0], [1, 2]]
 */
export function cholesky<A extends Operand>(a: A): Result<A> {
  return operate('cholesky', choleskyValue, [a]);
}
