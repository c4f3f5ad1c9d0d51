import { SingularValueDecomposition } from 'ml-matrix';
import { fromMatrix, toMatrix } from '../internal/ml-matrix.js';
import { pointsBackwards, reverse } from '../internal/orient.js';
import { scaleOf } from '../internal/scale.js';

/** The singular value decompositions of one matrix after another, in memory that is used again. */
export interface SingularValueSolver {
  /** Descending, k = min(rows, columns) of them. */
  readonly s: Float64Array;
  /** [rows, k], orthonormal columns, oriented by {@link pointsBackwards}. */
  readonly u: Float64Array;
  /** [columns, k], orthonormal columns. */
  readonly v: Float64Array;
  /** Decomposes the matrix at `at`. Of NaN or infinities comes NaN. */
  solve(a: Float64Array, at: number): void;
}

/** A solver for matrices of one size; `vectors` says whether `u` and `v` are wanted. */
export function createSingularValueSolver(
  rows: number,
  columns: number,
  vectors = true,
): SingularValueSolver {
  const k = Math.min(rows, columns);
  const s = new Float64Array(k);
  const u = new Float64Array(rows * k);
  const v = new Float64Array(columns * k);
  const options = {
    computeLeftSingularVectors: vectors,
    computeRightSingularVectors: vectors,
    // ml-matrix finds k singular values and orthonormal vectors of tall matrices only, and says so on the console.
    autoTranspose: true,
  };
  return {
    s,
    u,
    v,
    solve(a, at) {
      if (k === 0) return;
      const scale = scaleOf(a, at, rows * columns);
      if (Number.isNaN(scale)) {
        for (const part of [s, u, v]) part.fill(scale);
        return;
      }
      const solved = new SingularValueDecomposition(toMatrix(a, at, rows, columns, scale), options);
      for (let j = 0; j < k; j++) s[j] = solved.diagonal[j] / scale;
      if (!vectors) return;
      fromMatrix(solved.leftSingularVectors, u, 0);
      fromMatrix(solved.rightSingularVectors, v, 0);
      for (let j = 0; j < k; j++) {
        if (!pointsBackwards(u, j, k, rows)) continue;
        reverse(u, j, k, rows);
        reverse(v, j, k, columns);
      }
    },
  };
}
