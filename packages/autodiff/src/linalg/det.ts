import { det as detOf } from '@monge/ndarray/linalg';
import { bind } from '../core/bind.js';
import { denseOf } from '../core/dense.js';
import { type Operand, operate, type Result } from '../core/operand.js';
import type { Primitive } from '../core/primitive.js';
import { plainOf, type Value } from '../core/traced.js';
import { multiplyValues } from '../ops/elementwise/multiply.js';
import { stridedOf } from '../ops/internal/strided-of.js';
import { sumAlong } from '../ops/reductions/sum.js';
import { isNearlySingular, singularCofactors } from './internal/cofactors.js';
import { denseFrom } from './internal/dense-from.js';
import { asMatrices, transposedOf } from './internal/matrices.js';
import { invValue } from './inv.js';

/** d det A = Σ C dA for the cofactors C (Jacobi). */
const determinant: Primitive = {
  name: 'det',
  evaluate: ([a]) => denseFrom(detOf(stridedOf(a))),
  vjp: (cotangent, [a], det) => [multiplyValues(asMatrices(cotangent), cofactors(a, det))],
  jvp: ([tangent], [a], det) =>
    sumAlong(multiplyValues(tangent as Value, cofactors(a, det)), { axis: [-2, -1] }, 'autodiff.det'),
};

/** det A · A⁻ᵀ, as long as all of the matrices are regular. */
function cofactors(a: Value, det: Value): Value {
  const singular = denseOf(plainOf(det)).data.includes(0);
  if (singular) return singularCofactors(a, detValue, invValue);
  const inverse = invValue(a);
  if (isNearlySingular(denseOf(plainOf(a)), denseOf(plainOf(inverse)))) {
    return singularCofactors(a, detValue, invValue);
  }
  return multiplyValues(asMatrices(det), transposedOf(inverse));
}

function detValue(a: Value): Value {
  return bind(determinant, [a], undefined);
}

/**
 * Determinants, [..., n, n] → [...], by elimination with partial pivoting; 1 for n = 0. For n beyond a dozen take {@link slogdet}. Singular and
 * nearly singular matrices have their derivatives, of all orders, too: the gradient is the matrix of cofactors. O(n³).
 *
 * @throws ShapeError unless the matrices are square.
 * @example
 * det([[3, 1], [1, 2]]); // → 5
 * grad(det)([[1, 2], [2, 4]]); // → [[4.0, -2.0], [-2.0, 1.0]]
 */
export function det<A extends Operand>(a: A): Result<A> {
  return operate('det', detValue, [a]);
}
