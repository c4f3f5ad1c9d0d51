import type { PairwiseCosts } from '../pairwise/pairwise.js';
import type { Executor } from './executor.js';
import type { MapOperation } from './map-operation.js';

// What is worth waking other threads for: 50 to 100 µs on one. Below, they cost more time than they save, as measured on two cores.
const LEAST_PAIRS = 2 ** 14;
const LEAST_PRODUCTS = 2 ** 20;
const LEAST_BYTES = 2 ** 17;

/** What is computed faster than it is copied to the kernels and back, which one thread does in any case. */
const light: ReadonlySet<MapOperation> = new Set(['sqrt', 'relu']);

/** One of two executors with the same bits: `alone` for small work, since a memory of its own is faster to copy to, and `together` for the rest. */
export function bySize(alone: Executor, together: Executor): Executor {
  return {
    ...together,
    pairwise: (costs, dtype) => (pairsOf(costs) < LEAST_PAIRS ? alone : together).pairwise(costs, dtype),
    gemm(a, b, out) {
      const products = out.length * a.shape[1];
      (products < LEAST_PRODUCTS ? alone : together).gemm(a, b, out);
    },
    map(operation, x, out) {
      const small = out.byteLength < LEAST_BYTES || light.has(operation);
      (small ? alone : together).map(operation, x, out);
    },
    power: (x, y, out) => (out.byteLength < LEAST_BYTES ? alone : together).power(x, y, out),
  };
}

function pairsOf(costs: PairwiseCosts): number {
  if (costs.kind === 'stored') return costs.rows * costs.columns;
  return (costs.x.length / costs.dimension) * (costs.y.length / costs.dimension);
}
