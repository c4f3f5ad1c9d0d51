import { DomainError } from '../errors.js';
import { fromValues } from '../internal/from-values.js';
import type { NdArray } from '../nd-array.js';
import type { ResultData } from '../result-dtype.js';
import type { ArrayInput } from '../strided.js';
import { nameOf, readSquare } from './internal/matrices.js';
import { readRightHandSides } from './internal/right-hand-sides.js';
import { factorLu, singularRow, solveLu } from './kernels/lu.js';

/**
 * The solution X of A X = B by Gaussian elimination with partial pivoting. `a` is [..., n, n]; `b` is one vector [n], or
 * matrices [..., n, k], as in NumPy 2: a batch of vectors is [..., n, 1]. Batches broadcast together. The result has
 * the shape of `b`, under the common batch. O(n³ + n²k); one matrix for a batch of right-hand sides is factored once.
 *
 * Backward stable: |B − A X| is a few n·ε·|A||X|. For a triangular matrix see {@link solveTriangular}, for a positive
 * definite one {@link choleskySolve}, for one that is not square {@link lstsq}. Of a matrix that holds NaN comes NaN.
 *
 * @throws DomainError when a matrix is singular: a pivot is exactly 0.
 * @throws ShapeError when the shapes do not fit.
 * @example
 * solve([[2, 1], [1, 3]], [3, 5]); // → [0.8, 1.4]
 */
export function solve<A extends ArrayInput, B extends ArrayInput>(a: A, b: B): NdArray<ResultData<A | B>>;
export function solve(a: ArrayInput, b: ArrayInput): NdArray {
  const caller = 'ndarray.solve';
  const matrices = readSquare(a, 'a', caller);
  const { rows: n, batch } = matrices;
  const { data: x, matrixAt, columns, dtype, solutionShape } = readRightHandSides(matrices, 'a', b, caller);
  const lu = new Float64Array(n * n);
  const pivots = new Int32Array(n);
  let factored = -1;
  matrixAt.forEach((at, i) => {
    if (at !== factored) {
      for (let k = 0; k < lu.length; k++) lu[k] = matrices.data[at + k];
      factorLu(lu, n, pivots);
      const row = singularRow(lu, n);
      if (row >= 0) {
        throw new DomainError(
          `${caller}: expected invertible matrices, got ${nameOf('a', at / lu.length, batch)} with pivot 0 in row ${row}; use lstsq or pinv`,
        );
      }
      factored = at;
    }
    solveLu(lu, n, pivots, x, i * n * columns, columns);
  });
  return fromValues(x, solutionShape(n), dtype, caller);
}
