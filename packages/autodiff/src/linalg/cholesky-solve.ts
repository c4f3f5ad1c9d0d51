import { choleskySolve as choleskySolveOf } from '@monge/ndarray/linalg';
import { bind } from '../core/bind.js';
import { type Operand, operate, type Result } from '../core/operand.js';
import type { Primitive } from '../core/primitive.js';
import type { Value } from '../core/traced.js';
import { addValues } from '../ops/elementwise/add.js';
import { negValue } from '../ops/elementwise/neg.js';
import { fit } from '../ops/internal/fit.js';
import { spread } from '../ops/internal/spread.js';
import { stridedOf } from '../ops/internal/strided-of.js';
import { denseFrom } from './internal/dense-from.js';
import { lowerOf, times, timesTransposed, transposedOf, transposedTimes } from './internal/matrices.js';
import { withColumns } from './internal/right-hand-sides.js';

/** X = A⁻¹ B for A = L Lᵀ: dX = A⁻¹ (dB − dA X), dA = dL Lᵀ + L dLᵀ. */
const solution: Primitive = {
  name: 'choleskySolve',
  evaluate: ([l, b]) => denseFrom(choleskySolveOf(stridedOf(l), stridedOf(b))),
  vjp(cotangent, [l, b], x, _, wanted) {
    const solved = choleskySolution(l, cotangent);
    return [
      wanted[0] ? fit(factorCotangent(solved, x, l), l) : undefined,
      wanted[1] ? fit(solved, b) : undefined,
    ];
  },
  jvp([s, t], [l], x) {
    const terms = [
      ...(s === undefined ? [] : [negValue(perturbed(lowerOf(s), l, x))]),
      ...(t === undefined ? [] : [t]),
    ];
    return spread(choleskySolution(l, terms.reduce(addValues)), x);
  },
};

/** −(Ā + Āᵀ) L in the lower triangle, for Ā = B̄ Xᵀ. */
function factorCotangent(solved: Value, x: Value, l: Value): Value {
  const outer = timesTransposed(solved, x);
  return negValue(lowerOf(times(addValues(outer, transposedOf(outer)), lowerOf(l))));
}

/** (dL Lᵀ + L dLᵀ) X. */
function perturbed(tangent: Value, l: Value, x: Value): Value {
  const factor = lowerOf(l);
  return addValues(times(tangent, transposedTimes(factor, x)), times(factor, transposedTimes(tangent, x)));
}

function choleskySolution(l: Value, b: Value): Value {
  return bind(solution, [l, b], undefined);
}

/**
 * The solution X of A X = B for A = L Lᵀ, given the factor `l` of {@link cholesky}, [..., n, n], of which only the lower triangles are read. `b`
 * is one vector [n], or matrices [..., n, k]. Batches broadcast together. O(n²k).
 *
 * @throws ShapeError when the shapes do not fit.
 * @example
 * const l = cholesky([[4, 2], [2, 5]]);
 * choleskySolve(l, [8, 12]); // → [1, 2]
 */
export function choleskySolve<A extends Operand, B extends Operand>(l: A, b: B): Result<A | B> {
  return operate<A | B>(
    'choleskySolve',
    (factor, sides) => withColumns(factor, sides, (columns) => choleskySolution(factor, columns)),
    [l, b],
  );
}
