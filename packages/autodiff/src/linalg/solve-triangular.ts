import { type SolveTriangularOptions, solveTriangular as solveTriangularOf } from '@monge/ndarray/linalg';
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
import { lowerOf, times, timesTransposed, transposedTimes, upperOf } from './internal/matrices.js';
import { withColumns } from './internal/right-hand-sides.js';

type Triangular = Required<SolveTriangularOptions>;

/** X = T⁻¹ B: dX = T⁻¹ (dB − dT X), with the elements of dT that are read. */
const solution: Primitive<Triangular> = {
  name: 'solveTriangular',
  evaluate: ([t, b], options) => denseFrom(solveTriangularOf(stridedOf(t), stridedOf(b), options)),
  vjp(cotangent, [t, b], x, options, wanted) {
    const { transposed } = options;
    const solved = triangularSolution(t, cotangent, { ...options, transposed: !transposed });
    const outer = (): Value => (transposed ? timesTransposed(x, solved) : timesTransposed(solved, x));
    return [
      wanted[0] ? fit(negValue(readPart(outer(), options)), t) : undefined,
      wanted[1] ? fit(solved, b) : undefined,
    ];
  },
  jvp([s, u], [t], x, options) {
    const product = options.transposed ? transposedTimes : times;
    const terms = [
      ...(s === undefined ? [] : [negValue(product(readPart(s, options), x))]),
      ...(u === undefined ? [] : [u]),
    ];
    return spread(triangularSolution(t, terms.reduce(addValues), options), x);
  },
};

/** The elements that are read. */
function readPart(t: Value, { triangle, unitDiagonal }: Triangular): Value {
  if (triangle === 'lower') return lowerOf(t, unitDiagonal ? -1 : 0);
  return upperOf(t, unitDiagonal ? 1 : 0);
}

/** For matrices of right-hand sides. */
export function triangularSolution(t: Value, b: Value, options: Triangular): Value {
  return bind(solution, [t, b], options);
}

/**
 * The solution X of T X = B for triangular matrices, by substitution. `t` is [..., n, n], of which only the triangle is read; `b` is one vector
 * [n], or matrices [..., n, k]. Batches broadcast together. O(n²k).
 *
 * @throws DomainError when a diagonal element is 0.
 * @throws ShapeError when the shapes do not fit.
 * @example
 * solveTriangular([[2, 0], [1, 3]], [4, 8]); // → [2, 2]
 * solveTriangular([[2, 0], [1, 3]], [4, 6], { transposed: true }); // → [1, 2]
 */
export function solveTriangular<A extends Operand, B extends Operand>(
  t: A,
  b: B,
  { triangle = 'lower', transposed = false, unitDiagonal = false }: SolveTriangularOptions = {},
): Result<A | B> {
  const options: Triangular = { triangle, transposed, unitDiagonal };
  return operate<A | B>(
    'solveTriangular',
    (matrix, sides) => withColumns(matrix, sides, (columns) => triangularSolution(matrix, columns, options)),
    [t, b],
  );
}
