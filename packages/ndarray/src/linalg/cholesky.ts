import { DomainError } from '../errors.js';
import { fromValues } from '../internal/from-values.js';
import type { NdArray } from '../nd-array.js';
import type { ResultData } from '../result-dtype.js';
import type { ArrayInput } from '../strided.js';
import { nameOf, readSquare } from './internal/matrices.js';
import { choleskyKernel } from './kernels/cholesky.js';

/**
 * The Cholesky factor of symmetric positive definite matrices: the lower triangular L with positive diagonal for which
 * A = L Lᵀ. `a` is [..., n, n], of which only the lower triangles are read. O(n³).
 *
 * A semi-definite matrix has no such factor in floating-point arithmetic: add a small multiple of the identity (a
 * jitter) to it, or take its square root by {@link sqrtm}.
 *
 * @throws DomainError when a matrix is not positive definite to working precision, or holds NaN.
 * @throws ShapeError unless the matrices are square.
 * @example
 * cholesky([[4, 2], [2, 5]]); // → [[2, 0], [1, 2]]
 */
export function cholesky<A extends ArrayInput>(a: A): NdArray<ResultData<A>>;
export function cholesky(a: ArrayInput): NdArray {
  const caller = 'ndarray.cholesky';
  const { data, shape, batch, count, rows: n, dtype } = readSquare(a, 'a', caller);
  const factor = choleskyKernel(n);
  const l = new Float64Array(data.length);
  for (let i = 0; i < count; i++) {
    const row = factor(data, i * n * n, l, n);
    if (row < 0) continue;
    throw new DomainError(
      `${caller}: expected positive definite matrices, got ${nameOf('a', i, batch)} with pivot ${l[i * n * n + row * (n + 1)]} in row ${row}; add a small multiple of the identity, or use eigh`,
    );
  }
  return fromValues(l, shape, dtype, caller);
}
