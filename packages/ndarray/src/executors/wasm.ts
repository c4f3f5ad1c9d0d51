import type { FloatData } from '../dtype.js';
import { UnsupportedError } from '../errors.js';
import { convert } from '../internal/convert.js';
import { packedStride } from '../internal/shape.js';
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
 * import { createWasm } from '@monge/ndarray/executors';
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
      'ndarray.createWasm: expected WebAssembly with SIMD, got a refusal to compile; allow it in the content security policy ' +
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
    const [from, by] = [gathered(a), gathered(b)];
    const left = span(from);
    const right = span(by);
    const leftAt = workspace.allocate((left.end - left.start) * size);
    const rightAt = workspace.allocate((right.end - right.start) * size);
    const outAt = workspace.allocate(m * n * size);
    const scratch = workspace.allocate(single ? kernels.gemmScratchF32() : kernels.gemmScratchF64());
    const view = single ? workspace.float32 : workspace.float64;
    view(leftAt, left.end - left.start).set(from.data.subarray(left.start, left.end));
    view(rightAt, right.end - right.start).set(by.data.subarray(right.start, right.end));
    const kernel = single ? kernels.gemmF32 : kernels.gemmF64;
    kernel(
      m,
      n,
      k,
      leftAt + (from.offset - left.start) * size,
      from.stride[0],
      from.stride[1],
      rightAt + (by.offset - right.start) * size,
      by.stride[0],
      by.stride[1],
      outAt,
      scratch,
    );
    out.set(view(outAt, m * n));
  } finally {
    workspaces.release(workspace);
  }
}

/** The matrix itself where its elements lie close together, else a packed copy: the kernels get the whole stretch of memory that it touches. */
function gathered<D extends FloatData>(matrix: Strided<D>): Strided<D> {
  const { data, shape } = matrix;
  const { start, end } = span(matrix);
  if (end - start <= 2 * shape[0] * shape[1]) return matrix;
  const dtype = data instanceof Float32Array ? 'float32' : 'float64';
  return {
    data: convert(matrix, dtype, 'matrix', 'ndarray.gemm') as D,
    shape,
    stride: packedStride(shape),
    offset: 0,
  };
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
