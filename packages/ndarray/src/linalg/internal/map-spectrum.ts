import { createEigensolver } from '../kernels/eigensolver.js';
import type { Matrices } from './matrices.js';

/**
 * V diag(λ') Vᵀ for each symmetric matrix V diag(λ) Vᵀ, where `change` overwrites the eigenvalues of matrix i by λ'.
 * Exactly symmetric. O(n³).
 */
export function mapSpectrum(
  { data, count, rows: n }: Matrices,
  change: (eigenvalues: Float64Array, i: number) => void,
): Float64Array {
  const mapped = new Float64Array(data.length);
  const { values, vectors, solve } = createEigensolver(n);
  const row = new Float64Array(n);
  for (let m = 0; m < count; m++) {
    const at = m * n * n;
    solve(data, at);
    change(values, m);
    for (let i = 0; i < n; i++) {
      for (let k = 0; k < n; k++) row[k] = vectors[i * n + k] * values[k];
      for (let j = 0; j <= i; j++) {
        let sum = 0;
        for (let k = 0; k < n; k++) sum += row[k] * vectors[j * n + k];
        mapped[at + i * n + j] = sum;
        mapped[at + j * n + i] = sum;
      }
    }
  }
  return mapped;
}
