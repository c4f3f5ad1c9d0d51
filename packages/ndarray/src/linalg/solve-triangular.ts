import { DomainError } from '../errors.js';
import { fromValues } from '../internal/from-values.js';
import type { NdArray } from '../nd-array.js';
import type { ResultData } from '../result-dtype.js';
import type { ArrayInput } from '../strided.js';
import { nameOf, readSquare } from './internal/matrices.js';
import { readRightHandSides } from './internal/right-hand-sides.js';
import { runsBackwards, substitute, triangleOf, zeroOnDiagonal } from './kernels/triangular.js';

/** Options of {@link solveTriangular}. */
export interface SolveTriangularOptions {
  /** Which triangle of `t` is read; the rest may hold anything. Default `'lower'`. */
  readonly triangle?: 'lower' | 'upper';
  /** Solve Tᵀ X = B instead. Default false. */
  readonly transposed?: boolean;
  /** Take the diagonal for ones without reading it. Default false. */
  readonly unitDiagonal?: boolean;
}

/**
 * The solution X of T X = B for triangular matrices, by substitution. `t` is [..., n, n]; `b` is one vector [n], or
 * matrices [..., n, k]. Batches broadcast together. O(n²k).
 *
 * @throws DomainError when a diagonal element is 0.
 * @throws ShapeError when the shapes do not fit.
 * @example
 * solveTriangular([[2, 0], [1, 3]], [4, 8]); // → [2, 2]
 * solveTriangular([[2, 0], [1, 3]], [4, 6], { transposed: true }); // → [1, 2]
 */
export function solveTriangular<A extends ArrayInput, B extends ArrayInput>(
  t: A,
  b: B,
  options?: SolveTriangularOptions,
): NdArray<ResultData<A | B>>;
export function solveTriangular(
  t: ArrayInput,
  b: ArrayInput,
  { triangle = 'lower', transposed = false, unitDiagonal = false }: SolveTriangularOptions = {},
): NdArray {
  const caller = 'ndarray.solveTriangular';
  if (triangle !== 'lower' && triangle !== 'upper') {
    throw new DomainError(`${caller}: expected triangle to be 'lower' or 'upper', got ${String(triangle)}`);
  }
  const matrices = readSquare(t, 't', caller);
  const { rows: n, batch } = matrices;
  const { data: x, matrixAt, columns, dtype, solutionShape } = readRightHandSides(matrices, 't', b, caller);
  matrixAt.forEach((at, i) => {
    const rows = triangleOf(matrices.data, at, n, triangle === 'upper', transposed, unitDiagonal);
    const zero = zeroOnDiagonal(rows, n);
    if (zero >= 0) {
      const row = runsBackwards(rows) ? n - 1 - zero : zero;
      throw new DomainError(
        `${caller}: expected invertible matrices, got ${nameOf('t', at / (n * n), batch)} with 0 on the diagonal in row ${row}; use lstsq or pinv`,
      );
    }
    substitute(rows, n, x, i * n * columns, columns);
  });
  return fromValues(x, solutionShape(n), dtype, caller);
}
