import type { FloatData } from '../dtype.js';
import { fromValues } from '../internal/from-values.js';
import { make } from '../internal/make.js';
import type { NdArray } from '../nd-array.js';
import type { ResultData } from '../result-dtype.js';
import type { ArrayInput } from '../strided.js';
import { readMatrices } from './internal/matrices.js';
import { type RankOptions, rankOf, rankTolerance } from './internal/rank.js';
import { readRightHandSides } from './internal/right-hand-sides.js';
import { createSingularValueSolver } from './kernels/singular-values.js';

/** A least-squares solution, and what it says about the matrix. */
export interface LeastSquares<D extends FloatData = FloatData> {
  /** [..., n] or [..., n, k]: of all minimisers, the shortest. */
  readonly x: NdArray<D>;
  /** [...]: the rank of each matrix, to `rtol`. */
  readonly rank: NdArray<Int32Array>;
  /** [..., min(m, n)]: the singular values of each matrix, descending. */
  readonly singularValues: NdArray<D>;
}

/**
 * The X that minimises |A X − B|, and of several the shortest, by singular values. `a` is [..., m, n] of any rank; `b` is
 * one vector [m], or matrices [..., m, k]. Batches broadcast together. O(m n min(m, n)).
 *
 * @throws ShapeError when the shapes do not fit.
 * @throws DomainError unless `rtol` ≥ 0.
 * @example
 * const { x, rank } = lstsq([[1, 0], [1, 1], [1, 2]], [1, 3, 5]);
 * x; // → [1.0, 2.0]
 * rank.get(); // → 2
 */
export function lstsq<A extends ArrayInput, B extends ArrayInput>(
  a: A,
  b: B,
  options?: RankOptions,
): LeastSquares<ResultData<A | B>>;
export function lstsq(
  a: ArrayInput,
  b: ArrayInput,
  options: RankOptions = {},
): { readonly x: NdArray; readonly rank: NdArray<Int32Array>; readonly singularValues: NdArray } {
  const caller = 'ndarray.lstsq';
  const matrices = readMatrices(a, 'a', caller);
  const { rows: m, columns: n } = matrices;
  const rtol = rankTolerance(options, m, n, matrices.dtype, caller);
  const sides = readRightHandSides(matrices, 'a', b, caller);
  const { columns, batch, dtype } = sides;
  const solver = createSingularValueSolver(m, n);
  const k = solver.s.length;
  const values = new Float64Array(sides.matrixAt.length * k);
  const ranks = new Int32Array(sides.matrixAt.length);
  const x = new Float64Array(sides.matrixAt.length * n * columns);
  let decomposed = -1;
  sides.matrixAt.forEach((at, i) => {
    if (at !== decomposed) solver.solve(matrices.data, at);
    decomposed = at;
    const { s, u, v } = solver;
    values.set(s, i * k);
    ranks[i] = rankOf(s, rtol);
    const used = Number.isNaN(s[0]) ? k : ranks[i];
    for (let c = 0; c < columns; c++) {
      for (let j = 0; j < used; j++) {
        let sum = 0;
        for (let r = 0; r < m; r++) sum += u[r * k + j] * sides.data[(i * m + r) * columns + c];
        for (let r = 0; r < n; r++) x[(i * n + r) * columns + c] += (sum / s[j]) * v[r * k + j];
      }
    }
  });
  return {
    x: fromValues(x, sides.solutionShape(n), dtype, caller),
    rank: make(ranks, batch),
    singularValues: fromValues(values, [...batch, k], dtype, caller),
  };
}
