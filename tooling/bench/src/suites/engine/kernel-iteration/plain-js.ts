import { floats } from '../../floats.js';
import type { KernelIteration } from './kernel-iteration.js';

/** Two loops, K read once: each row is summed, and added to the columns while it is in the cache. */
export function plainKernelIteration({
  n,
  dimension,
  dtype,
  epsilon,
  x,
  y,
  a,
  v,
}: KernelIteration): () => Float64Array {
  const kernel = floats(new Float64Array(n * n), dtype);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      let squared = 0;
      for (let k = 0; k < dimension; k++) squared += (x[i * dimension + k] - y[j * dimension + k]) ** 2;
      kernel[i * n + j] = Math.exp(-squared / epsilon);
    }
  }
  const w = new Float64Array(n);
  return () => {
    w.fill(0);
    for (let i = 0; i < n; i++) {
      let sum = 0;
      for (let j = 0; j < n; j++) sum += kernel[i * n + j] * v[j];
      const scaling = a[i] / sum;
      for (let j = 0; j < n; j++) w[j] = w[j] + kernel[i * n + j] * scaling;
    }
    return w;
  };
}
