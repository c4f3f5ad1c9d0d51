import type { Pairwise } from '@monge/ndarray';
import { type Leg, logLeg } from './leg.js';
import { type StoredKernel, TRUSTED_SPAN } from './stored-kernel.js';

/**
 * The half-steps on a stored kernel, f = α + ε log u with u = 1/(K (q v)) and s = −ε log(Kᵀ (b u)), v = exp(g/ε), which reads it once. Where scalings
 * are so far apart that entries of the kernel may have vanished that count, in the log domain.
 */
export function kernelLeg(
  { scaling, alpha }: StoredKernel,
  pairwise: Pairwise,
  b: Float64Array,
  q: Float64Array,
  epsilon: number,
): Leg {
  const span = TRUSTED_SPAN[scaling.dtype];
  const log = logLeg(pairwise, b, q, epsilon);
  const { f, s } = log;
  const weighted = new Float64Array(q.length);
  const rowSums = new Float64Array(b.length);
  const columnSums = new Float64Array(q.length);

  /** Whether the sums are those of numbers in the range of floats. */
  function stepOnKernel(g: Float64Array): boolean {
    let largest = 0;
    for (const value of g) largest = Math.max(largest, Math.abs(value));
    const spanV = largest / epsilon;
    if (!(spanV < span)) return false;
    for (let j = 0; j < q.length; j++) weighted[j] = q[j] * Math.exp(g[j] / epsilon);
    scaling.iterate(b, weighted, rowSums, columnSums);
    let spanU = 0;
    for (let i = 0; i < b.length; i++) {
      const logU = -Math.log(rowSums[i]);
      spanU = Math.max(spanU, Math.abs(logU));
      f[i] = alpha[i] + epsilon * logU;
    }
    if (!(spanU + spanV < span)) return false;
    let spanS = 0;
    for (let j = 0; j < q.length; j++) {
      const logSum = -Math.log(columnSums[j]);
      spanS = Math.max(spanS, Math.abs(logSum));
      s[j] = epsilon * logSum;
    }
    return spanU + spanS < span;
  }

  return {
    f,
    s,
    step(g) {
      if (!stepOnKernel(g)) log.step(g);
    },
  };
}
