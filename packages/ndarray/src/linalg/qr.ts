import { type Matrix, QrDecomposition } from 'ml-matrix';
import type { FloatData } from '../dtype.js';
import { fromValues } from '../internal/from-values.js';
import type { NdArray } from '../nd-array.js';
import type { ResultData } from '../result-dtype.js';
import type { ArrayInput } from '../strided.js';
import { readMatrices } from './internal/matrices.js';
import { fromMatrix, toMatrix } from './internal/ml-matrix.js';
import { reverse } from './internal/orient.js';
import { scaleOf } from './internal/scale.js';

/** A reduced QR decomposition, A = Q R, with k = min(m, n). */
export interface QR<D extends FloatData = FloatData> {
  /** [..., m, k], orthonormal columns. */
  readonly q: NdArray<D>;
  /** [..., k, n], upper triangular, with a diagonal ≥ 0. */
  readonly r: NdArray<D>;
}

/**
 * The reduced QR decomposition A = Q R of matrices [..., m, n], with a diagonal of R that is ≥ 0: for a matrix of full
 * column rank that makes both factors unique, and Q of a Gaussian matrix uniform (Mezzadri, Notices AMS 54 (2007)).
 * Householder reflections, from ml-matrix. A matrix that holds NaN or an infinity has NaN everywhere. O(m n min(m, n)).
 *
 * @throws ShapeError when `a` has fewer than two axes.
 * @example
 * const { q, r } = qr([[3, 5], [4, 0]]);
 * q; // → [[0.6, 0.8], [0.8, -0.6]]
 * r; // → [[5, 3], [0, 4]]
 */
export function qr<A extends ArrayInput>(a: A): QR<ResultData<A>>;
export function qr(a: ArrayInput): { readonly q: NdArray; readonly r: NdArray } {
  const caller = 'ndarray.qr';
  const { data, batch, count, rows: m, columns: n, dtype } = readMatrices(a, 'a', caller);
  const k = Math.min(m, n);
  const qs = new Float64Array(count * m * k);
  const rs = new Float64Array(count * k * n);
  const filled = k === 0 ? 0 : count;
  for (let i = 0; i < filled; i++) {
    const [q, r] = [qs.subarray(i * m * k, (i + 1) * m * k), rs.subarray(i * k * n, (i + 1) * k * n)];
    const scale = scaleOf(data, i * m * n, m * n);
    if (Number.isNaN(scale)) {
      q.fill(scale);
      r.fill(scale);
      continue;
    }
    decompose(toMatrix(data, i * m * n, m, n, scale), q, r);
    for (let j = 0; j < r.length; j++) r[j] /= scale;
    for (let j = 0; j < k; j++) {
      if (!(r[j * (n + 1)] < 0)) continue;
      reverse(q, j, k, m);
      reverse(r, j * (n + 1), 1, n - j);
    }
  }
  return {
    q: fromValues(qs, [...batch, m, k], dtype, caller),
    r: fromValues(rs, [...batch, k, n], dtype, caller),
  };
}

/** ml-matrix takes no wide matrices: of these, the first columns, and R follows. */
function decompose(matrix: Matrix, q: Float64Array, r: Float64Array): void {
  const { rows, columns } = matrix;
  const wide = columns > rows;
  const solved = new QrDecomposition(wide ? matrix.subMatrix(0, rows - 1, 0, rows - 1) : matrix);
  const orthogonal = solved.orthogonalMatrix;
  fromMatrix(orthogonal, q, 0);
  if (!wide) {
    fromMatrix(solved.upperTriangularMatrix, r, 0);
    return;
  }
  fromMatrix(orthogonal.transpose().mmul(matrix), r, 0);
  for (let i = 0; i < rows; i++) r.fill(0, i * columns, i * columns + i);
}
