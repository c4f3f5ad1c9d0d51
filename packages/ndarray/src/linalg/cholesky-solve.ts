import { fromValues } from '../internal/from-values.js';
import type { NdArray } from '../nd-array.js';
import type { ResultData } from '../result-dtype.js';
import type { ArrayInput } from '../strided.js';
import { readSquare } from './internal/matrices.js';
import { readRightHandSides } from './internal/right-hand-sides.js';
import { substitute, triangleOf } from './kernels/triangular.js';

/**
 * The solution X of A X = B for A = L Lᵀ, given the factor `l` of {@link cholesky}, [..., n, n], of which only the lower
 * triangles are read, and not checked for zeros on the diagonal. `b` is one vector [n], or matrices [..., n, k]. Batches broadcast together. O(n²k).
 *
 * @throws ShapeError when the shapes do not fit.
 * @example
 * const l = cholesky([[4, 2], [2, 5]]);
 * choleskySolve(l, [8, 12]); // → [1, 2]
 */
export function choleskySolve<A extends ArrayInput, B extends ArrayInput>(
  l: A,
  b: B,
): NdArray<ResultData<A | B>>;
export function choleskySolve(l: ArrayInput, b: ArrayInput): NdArray {
  const caller = 'ndarray.choleskySolve';
  const matrices = readSquare(l, 'l', caller);
  const { data, rows: n } = matrices;
  const { data: x, matrixAt, columns, dtype, solutionShape } = readRightHandSides(matrices, 'l', b, caller);
  matrixAt.forEach((at, i) => {
    substitute(triangleOf(data, at, n, false, false, false), n, x, i * n * columns, columns);
    substitute(triangleOf(data, at, n, false, true, false), n, x, i * n * columns, columns);
  });
  return fromValues(x, solutionShape(n), dtype, caller);
}
