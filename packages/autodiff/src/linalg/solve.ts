import { solve as solveOf } from '@monge/ndarray/linalg';
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
import { times, timesTransposed, transposedOf } from './internal/matrices.js';
import { withColumns } from './internal/right-hand-sides.js';

/** X = A⁻¹ B: dX = A⁻¹ (dB − dA X). */
const solution: Primitive = {
  name: 'solve',
  evaluate: ([a, b]) => denseFrom(solveOf(stridedOf(a), stridedOf(b))),
  vjp(cotangent, [a, b], x, _, wanted) {
    const solved = solutionOf(transposedOf(a), cotangent);
    return [
      wanted[0] ? fit(negValue(timesTransposed(solved, x)), a) : undefined,
      wanted[1] ? fit(solved, b) : undefined,
    ];
  },
  jvp([s, t], [a], x) {
    const terms = [...(s === undefined ? [] : [negValue(times(s, x))]), ...(t === undefined ? [] : [t])];
    return spread(solutionOf(a, terms.reduce(addValues)), x);
  },
};

/** For matrices of right-hand sides. */
function solutionOf(a: Value, b: Value): Value {
  return bind(solution, [a, b], undefined);
}

/**
 * The solution X of A X = B by Gaussian elimination with partial pivoting. `a` is [..., n, n]; `b` is one vector [n], or matrices [..., n, k]: a
 * batch of vectors is [..., n, 1]. Batches broadcast together. O(n³ + n²k), and the same for each derivative.
 *
 * @throws DomainError when a matrix is singular: a pivot is exactly 0.
 * @throws ShapeError when the shapes do not fit.
 * @example
 * solve([[2, 1], [1, 3]], [3, 5]); // → [0.8, 1.4]
 */
export function solve<A extends Operand, B extends Operand>(a: A, b: B): Result<A | B> {
  return operate<A | B>(
    'solve',
    (matrix, sides) => withColumns(matrix, sides, (columns) => solutionOf(matrix, columns)),
    [a, b],
  );
}
