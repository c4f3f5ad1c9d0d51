import type { FloatData } from '../dtype.js';
import { fromValues } from '../internal/from-values.js';
import type { NdArray } from '../nd-array.js';
import type { ResultData } from '../result-dtype.js';
import type { ArrayInput } from '../strided.js';
import { readMatrices } from './internal/matrices.js';
import { createSingularValueSolver } from './kernels/singular-values.js';

/** A reduced singular value decomposition, A = U diag(s) Vᵀ, with k = min(m, n). */
export interface SingularValueDecomposition<D extends FloatData = FloatData> {
  /** [..., m, k], orthonormal columns. */
  readonly u: NdArray<D>;
  /** [..., k], descending, ≥ 0. */
  readonly s: NdArray<D>;
  /** [..., k, n], orthonormal rows. */
  readonly vt: NdArray<D>;
}

/**
 * The reduced singular value decomposition A = U diag(s) Vᵀ of matrices [..., m, n]. In each column of U the largest
 * component is positive; of several equally large (to 1e-6), the first. O(m n min(m, n)).
 *
 * Golub and Kahan's algorithm, from ml-matrix, at every scale: |A − U diag(s) Vᵀ| / |A| is a few max(m, n)·ε. A matrix
 * that holds NaN or an infinity has NaN everywhere.
 *
 * @throws ShapeError when `a` has fewer than two axes.
 * @example
 * const { u, s, vt } = svd([[0, 2], [1, 0], [0, 0]]);
 * s; // → [2, 1]
 * u; // → [[1, 0], [0, 1], [0, 0]]
 * vt; // → [[0, 1], [1, 0]]
 */
export function svd<A extends ArrayInput>(a: A): SingularValueDecomposition<ResultData<A>>;
export function svd(a: ArrayInput): { readonly u: NdArray; readonly s: NdArray; readonly vt: NdArray } {
  const caller = 'ndarray.svd';
  const { data, batch, count, rows: m, columns: n, dtype } = readMatrices(a, 'a', caller);
  const k = Math.min(m, n);
  const [us, ss, vts] = [m * k, k, k * n].map((size) => new Float64Array(count * size));
  const solver = createSingularValueSolver(m, n);
  for (let i = 0; i < count; i++) {
    solver.solve(data, i * m * n);
    us.set(solver.u, i * m * k);
    ss.set(solver.s, i * k);
    for (let c = 0; c < n; c++) {
      for (let j = 0; j < k; j++) vts[(i * k + j) * n + c] = solver.v[c * k + j];
    }
  }
  return {
    u: fromValues(us, [...batch, m, k], dtype, caller),
    s: fromValues(ss, [...batch, k], dtype, caller),
    vt: fromValues(vts, [...batch, k, n], dtype, caller),
  };
}

/**
 * The singular values of matrices, [..., m, n] → [..., min(m, n)], descending.
 *
 * @throws ShapeError when `a` has fewer than two axes.
 * @example
 * svdvals([[3, 0], [4, 0]]); // → [5, 0]
 */
export function svdvals<A extends ArrayInput>(a: A): NdArray<ResultData<A>>;
export function svdvals(a: ArrayInput): NdArray {
  const caller = 'ndarray.svdvals';
  const { data, batch, count, rows, columns, dtype } = readMatrices(a, 'a', caller);
  const k = Math.min(rows, columns);
  const values = new Float64Array(count * k);
  const solver = createSingularValueSolver(rows, columns, false);
  for (let i = 0; i < count; i++) {
    solver.solve(data, i * rows * columns);
    values.set(solver.s, i * k);
  }
  return fromValues(values, [...batch, k], dtype, caller);
}
