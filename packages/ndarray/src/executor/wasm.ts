import type { FloatData } from '../dtype.js';
import { UnsupportedError } from '../errors.js';
import { wasmPairwise } from '../pairwise/wasm.js';
import type { Strided } from '../strided.js';
import { kernelBytes } from '../wasm/kernel-module.js';
import { createWorkspaces, type Workspaces } from '../wasm/workspace.js';
import type { Executor } from './executor.js';

export interface WasmOptions {
  /** The kernel module, compiled ahead of time from `kernelBytes()`, for where compiling at run time is slow or forbidden. */
  readonly module?: WebAssembly.Module;
}

/** Whether this place allows WebAssembly with SIMD: a page's content security policy may not. */
export function wasmIsAllowed(): boolean {
  try {
    compile();
    return true;
  } catch {
    return false;
  }
}

/** Compiled once, when first needed; a module holds no state. */
let compiled: WebAssembly.Module | undefined;

function compile(): WebAssembly.Module {
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
 * import { createWasm } from '@monge/ndarray';
 *
 * createWasm().name; // → 'wasm'
 * ```
 */
export function createWasm(options: WasmOptions = {}): Executor {
  let module: WebAssembly.Module;
  try {
    module = options.module ?? compile();
  } catch (cause) {
    throw new UnsupportedError(
      'createWasm: expected WebAssembly with SIMD, got a refusal to compile; allow it in the content security policy ' +
        "('wasm-unsafe-eval'), pass a precompiled module, or use createJavaScript()",
      { cause },
    );
  }
  const workspaces = createWorkspaces(module);
  return {
    name: 'wasm',
    threads: 1,
    pairwise: (costs, dtype) => wasmPairwise(workspaces, costs, dtype),
    gemm: (a, b, out) => gemm(workspaces, a, b, out),
  };
}

function gemm<D extends FloatData>(workspaces: Workspaces, a: Strided<D>, b: Strided<D>, out: D): void {
  const [m, k] = a.shape as [number, number];
  const n = b.shape[1];
  if (m === 0 || n === 0) return;
  if (k === 0) {
    out.fill(0);
    return;
  }
  const workspace = workspaces.acquire();
  try {
    const { kernels } = workspace;
    const single = out instanceof Float32Array;
    const size = out.BYTES_PER_ELEMENT;
    const left = span(a);
    const right = span(b);
    const leftAt = workspace.allocate((left.end - left.start) * size);
    const rightAt = workspace.allocate((right.end - right.start) * size);
    const outAt = workspace.allocate(m * n * size);
    const scratch = workspace.allocate(single ? kernels.gemmScratchF32() : kernels.gemmScratchF64());
    const view = single ? workspace.float32 : workspace.float64;
    view(leftAt, left.end - left.start).set(a.data.subarray(left.start, left.end));
    view(rightAt, right.end - right.start).set(b.data.subarray(right.start, right.end));
    const kernel = single ? kernels.gemmF32 : kernels.gemmF64;
    kernel(
      m,
      n,
      k,
      leftAt + (a.offset - left.start) * size,
      a.stride[0],
      a.stride[1],
      rightAt + (b.offset - right.start) * size,
      b.stride[0],
      b.stride[1],
      outAt,
      scratch,
    );
    out.set(view(outAt, m * n));
  } finally {
    workspaces.release(workspace);
  }
}

/** The stretch of its data, [start, end), that a non-empty strided array touches. */
function span({ shape, stride, offset }: Strided): { start: number; end: number } {
  let start = offset;
  let end = offset + 1;
  for (let axis = 0; axis < shape.length; axis++) {
    const reach = (shape[axis] - 1) * stride[axis];
    if (reach < 0) start += reach;
    else end += reach;
  }
  return { start, end };
}
