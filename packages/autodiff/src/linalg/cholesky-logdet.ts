import { choleskyLogdet as choleskyLogdetOf } from '@monge/ndarray/linalg';
import { bind } from '../core/bind.js';
import { type Operand, operate, type Result } from '../core/operand.js';
import type { Primitive } from '../core/primitive.js';
import type { Value } from '../core/traced.js';
import { divideValues } from '../ops/elementwise/divide.js';
import { multiplyValues } from '../ops/elementwise/multiply.js';
import { stridedOf } from '../ops/internal/strided-of.js';
import { sumAlong } from '../ops/reductions/sum.js';
import { diagValue } from '../ops/shape/diag.js';
import { diagonalValue } from '../ops/shape/diagonal.js';
import { denseFrom } from './internal/dense-from.js';
import { asColumns } from './internal/matrices.js';

const logDeterminant: Primitive = {
  name: 'choleskyLogdet',
  evaluate: ([l]) => denseFrom(choleskyLogdetOf(stridedOf(l))),
  vjp: (cotangent, [l]) => [
    diagValue(divideValues(multiplyValues(2, asColumns(cotangent)), diagonalValue(l))),
  ],
  jvp: ([tangent], [l]) =>
    multiplyValues(
      2,
      sumAlong(
        divideValues(diagonalValue(tangent as Value), diagonalValue(l)),
        { axis: -1 },
        'autodiff.choleskyLogdet',
      ),
    ),
};

export function choleskyLogdetValue(l: Value): Value {
  return bind(logDeterminant, [l], undefined);
}

/**
 * log det A = 2 Σ log lᵢᵢ for A = L Lᵀ, given the factor `l` of {@link cholesky}, [..., n, n] → [...]. O(n).
 *
 * @throws ShapeError unless the matrices are square.
 * @example
 * choleskyLogdet([[2, 0], [1, 2]]); // → 2.772588722239781
 */
export function choleskyLogdet<A extends Operand>(l: A): Result<A> {
  return operate('choleskyLogdet', choleskyLogdetValue, [l]);
}
