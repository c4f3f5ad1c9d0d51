import { type Computation, computation } from '../../../computation.js';
import type { SquareMatrices } from './matrices.js';

/** What a careful programmer writes without a library: three loops, the innermost one along rows. */
export function plainMatmul({ n, a, b }: SquareMatrices): Computation {
  return computation(() => {
    const c = a instanceof Float32Array ? new Float32Array(n * n) : new Float64Array(n * n);
    for (let i = 0; i < n; i++) {
      for (let k = 0; k < n; k++) {
        const factor = a[i * n + k];
        for (let j = 0; j < n; j++) c[i * n + j] = c[i * n + j] + factor * b[k * n + j];
      }
    }
    return c;
  });
}
