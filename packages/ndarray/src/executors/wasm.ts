import { UnsupportedError } from '../errors.js';
import { createSoloCrew } from '../wasm/crew.js';
import { kernelBytes } from '../wasm/kernel-module.js';
import type { Executor } from './executor.js';
import { onKernels } from './on-kernels.js';

export interface WasmOptions {
  /** The kernel module, compiled ahead of time from `kernelBytes()`, for where compiling at run time is slow or forbidden. */
  readonly module?: WebAssembly.Module;
}

/** Whether this place allows WebAssembly with SIMD: a page's content security policy may not. */
export function wasmIsAllowed(): boolean {
  try {
    compileKernels();
    return true;
  } catch {
    return false;
  }
}

let compiled: WebAssembly.Module | undefined;

/** The module of kernels, compiled once, when first needed: it holds no state. */
export function compileKernels(): WebAssembly.Module {
  compiled ??= new WebAssembly.Module(kernelBytes());
  return compiled;
}

/**
 * The executor on WebAssembly SIMD kernels, one thread. Memory is taken per problem, and small workspaces are used again.
 *
 * @throws {UnsupportedError} where WebAssembly is forbidden or has no SIMD; `createCpu` falls back to plain JavaScript.
 *
 * @example
 * ```ts
 * import { createWasm } from '@monge/ndarray/executors';
 *
 * createWasm().name; // → 'wasm'
 * ```
 */
export function createWasm(options: WasmOptions = {}): Executor {
  let module: WebAssembly.Module;
  try {
    module = options.module ?? compileKernels();
  } catch (cause) {
    throw new UnsupportedError(
      'ndarray.createWasm: expected WebAssembly with SIMD, got a refusal to compile; allow it in the content security policy ' +
        "('wasm-unsafe-eval'), pass a precompiled module, or use createJavaScript()",
      { cause },
    );
  }
  return onKernels(createSoloCrew(module));
}
