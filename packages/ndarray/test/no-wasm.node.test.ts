import { kernelBytes } from '@monge/ndarray/executors';
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';

const compiler = WebAssembly;
const precompiled = new WebAssembly.Module(kernelBytes());

/** The package as it is when WebAssembly is this from the start: the kernels are compiled once and kept. */
async function packageUnder(webAssembly: unknown) {
  vi.stubGlobal('WebAssembly', webAssembly);
  vi.resetModules();
  return { ...(await import('@monge/ndarray')), ...(await import('@monge/ndarray/executors')) };
}

beforeEach(() => {
  vi.unstubAllGlobals();
});

afterAll(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
});

describe('where WebAssembly may not be compiled, as under a strict content security policy', () => {
  const refusal = new EvalError(
    "Refused to compile WebAssembly: 'wasm-unsafe-eval' is not an allowed source",
  );
  const Module = new Proxy(compiler.Module, {
    construct() {
      throw refusal;
    },
  });
  const strict = { Memory: compiler.Memory, Instance: compiler.Instance, Module };

  it('createWasm throws, with the cause and the remedy', async () => {
    const { createWasm, UnsupportedError, wasmIsAllowed } = await packageUnder(strict);
    expect(wasmIsAllowed()).toBe(false);
    let error: unknown;
    try {
      createWasm();
    } catch (caught) {
      error = caught;
    }
    expect(error).toBeInstanceOf(UnsupportedError);
    expect(error).toMatchObject({
      code: 'unsupported',
      cause: refusal,
      message:
        'ndarray.createWasm: expected WebAssembly with SIMD, got a refusal to compile; allow it in the content security policy ' +
        "('wasm-unsafe-eval'), pass a precompiled module, or use createJavaScript()",
    });
  });

  it('createCpu falls back to plain JavaScript, and says so', async () => {
    const { createCpu } = await packageUnder(strict);
    expect(createCpu().name).toBe('javascript');
  });

  it('createWasm takes a module that was compiled elsewhere', async () => {
    const { createWasm } = await packageUnder(strict);
    const matrix = { data: Float64Array.of(3), shape: [1, 1], stride: [1, 1], offset: 0 };
    const out = new Float64Array(1);
    createWasm({ module: precompiled }).gemm(matrix, matrix, out);
    expect(out[0]).toBe(9);
  });

  it('a refusal is not remembered', async () => {
    const { createCpu } = await packageUnder(strict);
    expect(createCpu().name).toBe('javascript');
    vi.unstubAllGlobals();
    expect(createCpu().name).toBe('wasm');
  });
});

describe('where there is no WebAssembly at all', () => {
  it('the same happens', async () => {
    const { createCpu, createWasm, UnsupportedError } = await packageUnder(undefined);
    expect(createCpu().name).toBe('javascript');
    expect(() => createWasm()).toThrow(UnsupportedError);
  });
});
