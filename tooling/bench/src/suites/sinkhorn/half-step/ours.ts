import type { Executor } from '@monge/ndarray';
import type { ComputeF, HalfStep } from './half-step.js';

/** The fused kernel: costs computed as they are needed, ψ_j = g_j + ε log b_j. */
export function ourHalfStep(
  { n, dimension, dtype, epsilon, x, y, g, b }: HalfStep,
  executor: Executor,
): ComputeF {
  const floats = dtype === 'float32' ? Float32Array : Float64Array;
  const points = { x: new floats(x), y: new floats(y) };
  const pairs = executor.pairwise({ kind: 'squaredDistance', factor: 1, dimension, ...points }, dtype);
  const psi = new Float64Array(n);
  const f = new Float64Array(n);
  return () => {
    for (let j = 0; j < n; j++) psi[j] = g[j] + epsilon * Math.log(b[j]);
    pairs.softmin(1, epsilon, psi, f);
    return f;
  };
}
