import { createGpu, type GpuMode } from '@monge/gpu';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { loadGpuJs } from '../src/engine/load-gpu-js.js';
import { modes } from './support/modes.js';

afterEach(() => {
  vi.restoreAllMocks();
});

/** A browser that knows WebGPU, and finds no device for it. */
async function withoutAdapter(): Promise<void> {
  // gpu.js keeps the device that it has for the page.
  await (await loadGpuJs()).WebGPUContext.destroy();
  const { gpu } = navigator as unknown as { gpu: { requestAdapter(): Promise<unknown> } };
  vi.spyOn(gpu, 'requestAdapter').mockResolvedValue(null);
}

/** The contexts of WebGL2 that are opened from now on. */
function watchContexts() {
  const contexts: WebGL2RenderingContext[] = [];
  const { getContext } = HTMLCanvasElement.prototype;
  const watched = function (this: HTMLCanvasElement, ...args: Parameters<typeof getContext>) {
    const context = getContext.apply(this, args);
    if (context instanceof WebGL2RenderingContext && !contexts.includes(context)) contexts.push(context);
    return context;
  };
  const spy = vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockImplementation(watched);
  return { contexts, restore: () => spy.mockRestore() };
}

describe('createGpu', () => {
  it.each(modes)('%s says what it runs on', async (mode) => {
    const gpu = await createGpu({ mode });
    expect(gpu).toMatchObject({ asynchronous: true, name: mode, dtype: 'float32' });
    expect(gpu.device).toMatch(/\w/);
    gpu.release();
  });

  it("leaves WebGPU's own interface in its place", async () => {
    const own: unknown = Reflect.get(globalThis, 'GPU');
    const gpu = await createGpu();
    expect(gpu.name).toBe('webgpu');
    expect(Reflect.get(globalThis, 'GPU')).toBe(own);
    expect(Reflect.get(navigator, 'gpu')).toBeInstanceOf(own);
    gpu[Symbol.dispose]();
    await expect(gpu.map('exp', [1])).rejects.toThrow('gpu: expected to be called before release()');
  });

  it('takes WebGL2 where WebGPU has no device, and only if it may choose', async () => {
    await withoutAdapter();
    const gpu = await createGpu({ mode: 'auto' });
    expect(gpu.name).toBe('webgl2');
    gpu.release();
    await expect(createGpu({ mode: 'webgpu' })).rejects.toThrow(
      /^gpu\.createGpu: expected a graphics processor, got none by webgpu \(.*no adapter is available.*\)/,
    );
  });

  it('reports what the device complains of, where it would go on with zeros', async () => {
    const gpu = await createGpu({ mode: 'webgpu' });
    // gpu.js prints it, too.
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const { device } = await (await loadGpuJs()).WebGPUContext.acquire();
    Reflect.apply(Reflect.get(device, 'createBuffer'), device, [{ size: 4, usage: 0 }]);
    await expect(gpu.map('exp', [1])).rejects.toThrow('gpu: expected the device to do as it is told, got: ');
    expect((await gpu.map('exp', [0])).data).toEqual(Float32Array.of(1));
    gpu.release();
  });

  it('gives contexts of WebGL2 back, of which a page has sixteen', async () => {
    const { contexts, restore } = watchContexts();
    const [kept, given] = [await createGpu({ mode: 'webgl2' }), await createGpu({ mode: 'webgl2' })];
    restore();
    given.release();
    await vi.waitUntil(() => contexts.some((context) => context.isContextLost()), { timeout: 10_000 });
    expect(contexts.map((context) => context.isContextLost())).toEqual([false, true]);
    expect((await kept.map('exp', [0])).data).toEqual(Float32Array.of(1));
    kept.release();
  });

  it('says that the browser has taken the device away, on webgl2', async () => {
    const { contexts, restore } = watchContexts();
    const gpu = await createGpu({ mode: 'webgl2' });
    restore();
    contexts[0].getExtension('WEBGL_lose_context')?.loseContext();
    for (const operation of ['exp', 'log', 'exp'] as const)
      await expect(gpu.map(operation, [1])).rejects.toThrow('got it taken away by the browser');
    gpu.release();
  });

  it('says that the browser has taken the device away, on webgpu, and does not go on with another', async () => {
    const gpu = await createGpu({ mode: 'webgpu' });
    await gpu.map('exp', [0]);
    await (await loadGpuJs()).WebGPUContext.destroy();
    for (const operation of ['exp', 'log', 'exp'] as const)
      await expect(gpu.map(operation, [1])).rejects.toThrow('got it taken away by the browser');
    gpu.release();
    const another = await createGpu({ mode: 'webgpu' });
    expect((await another.map('exp', [0])).data).toEqual(Float32Array.of(1));
    another.release();
  });

  it.each(modes)('%s computes nothing after release, not on costs loaded before either', async (mode) => {
    const gpu = await createGpu({ mode });
    const costs = { kind: 'stored', rows: 1, columns: 2, costs: Float64Array.of(1, 2) } as const;
    const [used, unused] = [gpu.pairwise(costs), gpu.pairwise(costs)];
    const from = Float64Array.of(0, 0);
    await used.softmin(1, 1, from);
    gpu.release();
    gpu.release();
    for (const pairwise of [used, unused, gpu.pairwise(costs)]) {
      await expect(pairwise.softmin(1, 1, from)).rejects.toThrow(
        'gpu: expected to be called before release()',
      );
      pairwise.release();
    }
  });

  it('refuses a mode that it does not know', async () => {
    await expect(createGpu({ mode: 'cpu' as GpuMode })).rejects.toThrow(
      "gpu.createGpu: expected mode 'webgpu', 'webgl2' or 'auto', got cpu",
    );
  });
});
