import { make } from '../internal/make.js';
import type { NdArray } from '../nd-array.js';
import type { ArrayInput } from '../strided.js';
import { readMatrices } from './internal/matrices.js';
import { type RankOptions, rankOf, rankTolerance } from './internal/rank.js';
import { createSingularValueSolver } from './kernels/singular-values.js';

/**
 * How many singular values of each matrix are not 0 to working precision, [..., m, n] → [...], as int32. A matrix that
 * holds NaN has rank 0. O(m n min(m, n)).
 *
 * @throws ShapeError when `a` has fewer than two axes.
 * @throws DomainError unless `rtol` ≥ 0.
 * @example
 * matrixRank([[1, 2], [2, 4]]).get(); // → 1
 */
export function matrixRank(a: ArrayInput, options: RankOptions = {}): NdArray<Int32Array> {
  const caller = 'ndarray.matrixRank';
  const { data, batch, count, rows, columns, dtype } = readMatrices(a, 'a', caller);
  const rtol = rankTolerance(options, rows, columns, dtype, caller);
  const solver = createSingularValueSolver(rows, columns, false);
  const ranks = new Int32Array(count);
  for (let i = 0; i < count; i++) {
    solver.solve(data, i * rows * columns);
    ranks[i] = rankOf(solver.s, rtol);
  }
  return make(ranks, batch);
}
