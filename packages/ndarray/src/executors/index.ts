// The engines of the heavy kernels.

export { runPoolWorker } from '../pool/run-pool-worker.js';
export { kernelBytes } from '../wasm/kernel-module.js';
export { createCpu } from './cpu.js';
export { createJavaScript } from './javascript.js';
export { createPool, type Pool, type PoolOptions } from './pool.js';
export { createWasm, type WasmOptions, wasmIsAllowed } from './wasm.js';
