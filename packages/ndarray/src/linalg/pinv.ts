import { fromValues } from '../internal/from-values.js';
import type { NdArray } from '../nd-array.js';
import type { ResultData } from '../result-dtype.js';
import type { ArrayInput } from '../strided.js';
import { readMatrices } from './internal/matrices.js';
import { type RankOptions, rankOf, rankTolerance } from './internal/rank.js';
import { createSingularValueSolver } from './kernels/singular-values.js';

/**
 * The Moore–Penrose inverses of matrices, [..., m, n] → [..., n, m], by singular values; those that count as 0 are left
 * out. O(m n min(m, n)).
 *
 * @throws ShapeError when `a` has fewer than two axes.
 * @throws DomainError unless `rtol` ≥ 0.
 * @example
 * pinv([[2, 0], [0, 0], [0, 0]]); // → [[0.5, 0, 0], [0, 0, 0]]
 */
export function pinv<A extends ArrayInput>(a: A, options?: RankOptions): NdArray<ResultData<A>>;
export function pinv(a: ArrayInput, options: RankOptions = {}): NdArray {
  const caller = 'ndarray.pinv';
  const { data, batch, count, rows: m, columns: n, dtype } = readMatrices(a, 'a', caller);
  const rtol = rankTolerance(options, m, n, dtype, caller);
  const { s, u, v, solve } = createSingularValueSolver(m, n);
  const k = s.length;
  const inverses = new Float64Array(data.length);
  for (let i = 0; i < count; i++) {
    solve(data, i * m * n);
    const rank = Number.isNaN(s[0]) ? k : rankOf(s, rtol);
    for (let r = 0; r < n; r++) {
      for (let c = 0; c < m; c++) {
        let sum = 0;
        for (let j = 0; j < rank; j++) sum += (v[r * k + j] / s[j]) * u[c * k + j];
        inverses[i * m * n + r * m + c] = sum;
      }
    }
  }
  return fromValues(inverses, [...batch, n, m], dtype, caller);
}
