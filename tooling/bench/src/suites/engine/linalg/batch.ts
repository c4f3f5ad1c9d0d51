import { normal } from '@monge/random';

export type Factorisation = 'cholesky' | 'eigh';

/** Symmetric positive definite matrices, [count, n, n]. */
export interface Batch {
  readonly count: number;
  readonly n: number;
  readonly data: Float64Array;
}

/** G Gᵀ / n + I with standard normal G: eigenvalues from 1 to about 5. */
export function makeBatch(count: number, n: number): Batch {
  const g = normal(40, [count, n, n]).data;
  const data = new Float64Array(count * n * n);
  for (let start = 0; start < data.length; start += n * n) {
    for (let i = 0; i < n; i++) {
      for (let j = 0; j <= i; j++) {
        let sum = 0;
        for (let k = 0; k < n; k++) sum += g[start + i * n + k] * g[start + j * n + k];
        const entry = sum / n + (i === j ? 1 : 0);
        data[start + i * n + j] = entry;
        data[start + j * n + i] = entry;
      }
    }
  }
  return { count, n, data };
}
