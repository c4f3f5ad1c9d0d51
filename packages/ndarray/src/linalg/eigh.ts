import type { FloatData } from '../dtype.js';
import { fromValues } from '../internal/from-values.js';
import type { NdArray } from '../nd-array.js';
import type { ResultData } from '../result-dtype.js';
import type { ArrayInput } from '../strided.js';
import { readSquare } from './internal/matrices.js';
import { createEigensolver } from './kernels/eigensolver.js';

/** Eigenvalues and eigenvectors of symmetric matrices: A V = V diag(λ), Vᵀ V = I. */
export interface SymmetricEigen<D extends FloatData = FloatData> {
  /** [..., n], ascending. */
  readonly eigenvalues: NdArray<D>;
  /** [..., n, n]: column k belongs to eigenvalue k. */
  readonly eigenvectors: NdArray<D>;
}

/**
 * Eigenvalues and orthonormal eigenvectors of symmetric matrices, [..., n, n], of which only the lower triangles are
 * read. In each eigenvector the largest component is positive; of several equally large (to 1e-6), the first. So the
 * result is a function of the matrix as long as its eigenvalues are distinct. O(n³).
 *
 * Backward stable: both |A V − V diag(λ)| / |A| and |VᵀV − I| are a few n·ε, for equal and nearly equal eigenvalues too,
 * and at every scale. Jacobi's method up to n = 8, the QL iteration of ml-matrix above. A matrix that holds NaN or an
 * infinity has NaN for eigenvalues and vectors.
 *
 * @throws ShapeError unless the matrices are square.
 * @example
 * const { eigenvalues, eigenvectors } = eigh([[2, 1], [1, 2]]);
 * eigenvalues; // → [1, 3]
 * eigenvectors; // → [[0.7071067811865475, 0.7071067811865475], [-0.7071067811865475, 0.7071067811865475]]
 */
export function eigh<A extends ArrayInput>(a: A): SymmetricEigen<ResultData<A>>;
export function eigh(a: ArrayInput): { readonly eigenvalues: NdArray; readonly eigenvectors: NdArray } {
  const caller = 'ndarray.eigh';
  const { data, shape, count, rows: n, dtype } = readSquare(a, 'a', caller);
  const values = new Float64Array(count * n);
  const vectors = new Float64Array(data.length);
  const solver = createEigensolver(n);
  for (let i = 0; i < count; i++) {
    solver.solve(data, i * n * n);
    values.set(solver.values, i * n);
    vectors.set(solver.vectors, i * n * n);
  }
  return {
    eigenvalues: fromValues(values, shape.slice(0, -1), dtype, caller),
    eigenvectors: fromValues(vectors, shape, dtype, caller),
  };
}

/**
 * The eigenvalues of symmetric matrices, [..., n, n] → [..., n], ascending: those of {@link eigh}.
 *
 * @throws ShapeError unless the matrices are square.
 * @example
 * eigvalsh([[2, 1], [1, 2]]); // → [1, 3]
 */
export function eigvalsh<A extends ArrayInput>(a: A): NdArray<ResultData<A>>;
export function eigvalsh(a: ArrayInput): NdArray {
  const caller = 'ndarray.eigvalsh';
  const { data, shape, count, rows: n, dtype } = readSquare(a, 'a', caller);
  const values = new Float64Array(count * n);
  const solver = createEigensolver(n);
  for (let i = 0; i < count; i++) {
    solver.solve(data, i * n * n);
    values.set(solver.values, i * n);
  }
  return fromValues(values, shape.slice(0, -1), dtype, caller);
}
