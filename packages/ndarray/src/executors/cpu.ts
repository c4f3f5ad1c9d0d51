import type { Executor } from './executor.js';
import { createJavaScript } from './javascript.js';
import { createWasm, wasmIsAllowed } from './wasm.js';

/**
 * The best executor of this machine's processor: WebAssembly SIMD where it is allowed, plain JavaScript elsewhere. Its
 * `name` says which.
 *
 * @example
 * ```ts
 * import { createCpu } from '@monge/ndarray/executors';
 *
 * createCpu().threads; // → 1
 * ```
 */
export function createCpu(): Executor {
  return wasmIsAllowed() ? createWasm() : createJavaScript();
}
