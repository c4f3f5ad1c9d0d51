import type { FloatData, FloatDType, Scaling } from '@monge/ndarray';
import type { Support } from './support.js';

/** The iteration on a stored kernel of which only the support is stored. */
export function sparseScaling(
  { rows, columns }: Support,
  storage: FloatDType,
  fill: (epsilon: number, phi: Float64Array, psi: Float64Array, kernel: FloatData) => void,
): Scaling {
  const { start, index } = rows;
  const size = index.length;
  const kernel = storage === 'float32' ? new Float32Array(size) : new Float64Array(size);

  function iterate(a: Float64Array, v: Float64Array, r: Float64Array, w: Float64Array): void {
    w.fill(0);
    for (let i = 0; i < r.length; i++) {
      let sum = 0;
      for (let e = start[i]; e < start[i + 1]; e++) sum += kernel[e] * v[index[e]];
      if (sum === 0 && isOutOfReach(rows, i, v)) sum = 1;
      r[i] = sum;
      const u = a[i] / sum;
      for (let e = start[i]; e < start[i + 1]; e++) w[index[e]] = w[index[e]] + u * kernel[e];
    }
    for (let j = 0; j < w.length; j++) if (w[j] === 0 && isOutOfReach(columns, j, a)) w[j] = 1;
  }

  return { dtype: storage, fill: (epsilon, phi, psi) => fill(epsilon, phi, psi, kernel), iterate };
}

/** Whether a point meets no mass on the other side: it has none then, and one is as good a scaling as any. Underflow is another thing. */
function isOutOfReach({ start, index }: Support['rows'], i: number, masses: Float64Array): boolean {
  for (let e = start[i]; e < start[i + 1]; e++) if (masses[index[e]] !== 0) return false;
  return true;
}
