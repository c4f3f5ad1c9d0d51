// The engines of the heavy kernels.

export { kernelBytes } from '../wasm/kernel-module.js';
export { createCpu } from './cpu.js';
export { createJavaScript } from './javascript.js';
export { createWasm, type WasmOptions, wasmIsAllowed } from './wasm.js';
