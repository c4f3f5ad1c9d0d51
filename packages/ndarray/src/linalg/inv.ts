import { DomainError } from '../errors.js';
import { fromValues } from '../internal/from-values.js';
import type { NdArray } from '../nd-array.js';
import type { ResultData } from '../result-dtype.js';
import type { ArrayInput } from '../strided.js';
import { nameOf, readSquare } from './internal/matrices.js';
import { factorLu, singularRow, solveLu } from './kernels/lu.js';

/**
 * The inverses of matrices, [..., n, n]. To apply an inverse, {@link solve} is faster and more accurate. A matrix
 * that holds NaN has NaN everywhere. O(n³).
 *
 * @throws DomainError when a matrix is singular: a pivot is exactly 0.
 * @throws ShapeError unless the matrices are square.
 * @example
 * inv([[2, 1], [1, 1]]); // → [[1, -1], [-1, 2]]
 */
export function inv<A extends ArrayInput>(a: A): NdArray<ResultData<A>>;
export function inv(a: ArrayInput): NdArray {
  const caller = 'ndarray.inv';
  const { data, shape, batch, count, rows: n, dtype } = readSquare(a, 'a', caller);
  const inverse = new Float64Array(data.length);
  const lu = new Float64Array(n * n);
  const pivots = new Int32Array(n);
  for (let i = 0; i < count; i++) {
    const at = i * n * n;
    for (let k = 0; k < lu.length; k++) lu[k] = data[at + k];
    factorLu(lu, n, pivots);
    const row = singularRow(lu, n);
    if (row >= 0) {
      throw new DomainError(
        `${caller}: expected invertible matrices, got ${nameOf('a', i, batch)} with pivot 0 in row ${row}; use pinv`,
      );
    }
    for (let k = 0; k < n; k++) inverse[at + k * (n + 1)] = 1;
    solveLu(lu, n, pivots, inverse, at, n);
  }
  return fromValues(inverse, shape, dtype, caller);
}
