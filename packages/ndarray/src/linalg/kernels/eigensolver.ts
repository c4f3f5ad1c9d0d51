import { EigenvalueDecomposition } from 'ml-matrix';
import { fromMatrix, toMatrix } from '../internal/ml-matrix.js';
import { pointsBackwards, reverse } from '../internal/orient.js';
import { scaleOf } from '../internal/scale.js';
import { jacobi } from './jacobi.js';

/** The eigenvalues and eigenvectors of one symmetric matrix after another, in memory that is used again. */
export interface Eigensolver {
  /** Ascending. */
  readonly values: Float64Array;
  /** An eigenvector in each column, [n, n], oriented by {@link pointsBackwards}. */
  readonly vectors: Float64Array;
  /** Solves for the matrix at `at`, of which the lower triangle is read. Of NaN or infinities comes NaN. */
  solve(a: Float64Array, at: number): void;
}

/** Up to this size Jacobi's method, which allocates nothing, is faster than the QL iteration of ml-matrix. */
const jacobiSize = 8;

/** A solver for n × n matrices. */
export function createEigensolver(n: number): Eigensolver {
  const symmetric = new Float64Array(n * n);
  const values = new Float64Array(n);
  const vectors = new Float64Array(n * n);
  const decompose = n <= jacobiSize ? byJacobi : byMlMatrix;
  return {
    values,
    vectors,
    solve(a, at) {
      for (let i = 0; i < n; i++) {
        for (let j = 0; j <= i; j++) {
          symmetric[i * n + j] = a[at + i * n + j];
          symmetric[j * n + i] = symmetric[i * n + j];
        }
      }
      const scale = scaleOf(symmetric, 0, n * n);
      if (Number.isNaN(scale)) {
        values.fill(scale);
        vectors.fill(scale);
        return;
      }
      // Unscaled, ml-matrix returns wrong eigenvalues from 1e-160 down, and throws from 1e155 up.
      for (let k = 0; k < n * n; k++) symmetric[k] *= scale;
      decompose(symmetric, values, vectors, n);
      for (let k = 0; k < n; k++) values[k] /= scale;
      for (let j = 0; j < n; j++) if (pointsBackwards(vectors, j, n, n)) reverse(vectors, j, n, n);
    },
  };
}

function byJacobi(a: Float64Array, values: Float64Array, vectors: Float64Array, n: number): void {
  vectors.fill(0);
  for (let k = 0; k < n; k++) vectors[k * (n + 1)] = 1;
  jacobi(a, vectors, n);
  for (let k = 0; k < n; k++) values[k] = a[k * (n + 1)];
  sortColumns(values, vectors, n);
}

/** Sorts the eigenvalues by insertion, and the columns of their vectors along. */
function sortColumns(values: Float64Array, vectors: Float64Array, n: number): void {
  for (let end = 1; end < n; end++) {
    for (let k = end; k > 0 && values[k] < values[k - 1]; k--) {
      swap(values, k, k - 1);
      for (let i = 0; i < n; i++) swap(vectors, i * n + k, i * n + k - 1);
    }
  }
}

function swap(data: Float64Array, i: number, j: number): void {
  const kept = data[i];
  data[i] = data[j];
  data[j] = kept;
}

function byMlMatrix(a: Float64Array, values: Float64Array, vectors: Float64Array, n: number): void {
  const solved = new EigenvalueDecomposition(toMatrix(a, 0, n, n), { assumeSymmetric: true });
  values.set(solved.realEigenvalues);
  fromMatrix(solved.eigenvectorMatrix, vectors, 0);
}
