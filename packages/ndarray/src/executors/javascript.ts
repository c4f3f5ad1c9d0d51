import { gemm } from '../internal/gemm.js';
import { mapInJavaScript, powerInJavaScript } from '../internal/map-in-javascript.js';
import { javascriptPairwise } from '../pairwise/javascript.js';
import type { Executor } from './executor.js';

/**
 * The executor in plain loops, for where WebAssembly is not allowed, and as the reference for the others. It computes
 * in float64 whatever the dtype of its input.
 *
 * @example
 * ```ts
 * import { createJavaScript } from '@monge/ndarray/executors';
 *
 * createJavaScript().name; // → 'javascript'
 * ```
 */
export function createJavaScript(): Executor {
  return {
    name: 'javascript',
    threads: 1,
    pairwise: javascriptPairwise,
    gemm,
    map: mapInJavaScript,
    power: powerInJavaScript,
  };
}
