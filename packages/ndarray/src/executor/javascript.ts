import type { FloatData } from '../dtype.js';
import { javascriptPairwise } from '../pairwise/javascript.js';
import type { Strided } from '../strided.js';
import type { Executor } from './executor.js';

/**
 * The executor in plain loops, for where WebAssembly is not allowed, and as the reference for the others. It computes
 * in float64 whatever the dtype of its input.
 *
 * @example
 * ```ts
 * import { createJavaScript } from '@monge/ndarray';
 *
 * createJavaScript().name; // → 'javascript'
 * ```
 */
export function createJavaScript(): Executor {
  return { name: 'javascript', threads: 1, pairwise: javascriptPairwise, gemm };
}

/** Rows of b that stay in the cache while a block of rows of `out` is accumulated. */
const BLOCK = 64;

function gemm<D extends FloatData>(a: Strided<D>, b: Strided<D>, out: D): void {
  const [m, k] = a.shape as [number, number];
  const n = b.shape[1];
  const [aRow, aColumn] = a.stride as [number, number];
  const [bRow, bColumn] = b.stride as [number, number];
  out.fill(0);
  for (let p0 = 0; p0 < k; p0 += BLOCK) {
    const p1 = Math.min(k, p0 + BLOCK);
    for (let i = 0; i < m; i++) {
      for (let p = p0; p < p1; p++) {
        const aip = a.data[a.offset + i * aRow + p * aColumn];
        let from = b.offset + p * bRow;
        for (let j = i * n; j < (i + 1) * n; j++) {
          out[j] = out[j] + aip * b.data[from];
          from += bColumn;
        }
      }
    }
  }
}
