import type { Executor } from '@monge/ndarray';
import { floats } from '../../floats.js';
import type { KernelIteration } from './kernel-iteration.js';

/** K is stored in the dtype of the problem, and read once for both products. */
export function ourKernelIteration(
  { n, dimension, dtype, epsilon, x, y, a, v }: KernelIteration,
  executor: Executor,
): () => Float64Array {
  const points = { x: floats(x, dtype), y: floats(y, dtype) };
  const pairs = executor.pairwise({ kind: 'squaredDistance', factor: 1, dimension, ...points }, dtype);
  const scaling = pairs.scaling(dtype);
  scaling.fill(epsilon, new Float64Array(n), new Float64Array(n));
  const r = new Float64Array(n);
  const w = new Float64Array(n);
  return () => {
    scaling.iterate(a, v, r, w);
    return w;
  };
}
