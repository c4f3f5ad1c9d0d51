import { type AsyncExecutorName, DomainError, UnsupportedError } from '@monge/ndarray';
import type { Device } from './engine/device.js';
import { loadGpuJs } from './engine/load-gpu-js.js';
import { openDevice } from './engine/open-device.js';
import { createProgramCache } from './engine/program-cache.js';
import type { Gpu, GpuMode, GpuOptions } from './gpu.js';
import { gemm } from './operations/gemm.js';
import { map } from './operations/map.js';
import { reduce } from './operations/reduce.js';
import { gpuPairwise } from './pairwise/gpu-pairwise.js';
import { gpuPairwiseBatch } from './pairwise/gpu-pairwise-batch.js';

const caller = 'gpu.createGpu';

/** What each mode tries, in turn. */
const interfaces: Readonly<Record<GpuMode, readonly AsyncExecutorName[]>> = {
  auto: ['webgpu', 'webgl2'],
  webgpu: ['webgpu'],
  webgl2: ['webgl2'],
};

/** Programs of matrix products, maps and reductions that are kept for the next call of the same shape. */
const MOST_PROGRAMS = 32;

/**
 * The executor on the graphics processor of this browser, over WebGPU or WebGL2 by way of gpu.js, which is loaded here. Its `name` and `device` say what
 * runs; it never runs on the processor instead. All of it computes in float32.
 *
 * @throws {UnsupportedError} where the interface is missing, or has no device: it names what was tried, and why it failed.
 * @throws {DomainError} when `mode` is none of the three.
 *
 * @example
 * ```ts no-run
 * import { createGpu } from '@monge/gpu';
 *
 * const gpu = await createGpu({ mode: 'webgpu' });
 * const product = await gpu.gemm([[1, 2], [3, 4]], [[5], [6]]); // → [[17], [39]]
 * gpu.release();
 * ```
 */
export async function createGpu({ mode = 'auto' }: GpuOptions = {}): Promise<Gpu> {
  if (!Object.hasOwn(interfaces, mode)) {
    throw new DomainError(`${caller}: expected mode 'webgpu', 'webgl2' or 'auto', got ${mode}`);
  }
  const device = await openFirst(interfaces[mode]);
  const programs = createProgramCache(MOST_PROGRAMS, 'gpu');
  return {
    asynchronous: true,
    name: device.name,
    dtype: 'float32',
    device: device.description(),
    pairwise: (costs) => gpuPairwise(device, costs),
    pairwiseBatch: (costs) => gpuPairwiseBatch(device, costs),
    gemm: (a, b) => gemm(device, programs, a, b),
    map: (operation, x) => map(device, programs, operation, x),
    reduce: (operation, x) => reduce(device, programs, operation, x),
    release: device.release,
    [Symbol.dispose]: device.release,
  };
}

async function openFirst(names: readonly AsyncExecutorName[]): Promise<Device> {
  const library = await loadGpuJs();
  const failures: Error[] = [];
  for (const name of names) {
    try {
      return await openDevice(library, name);
    } catch (error) {
      failures.push(error instanceof Error ? error : new Error(String(error)));
    }
  }
  const tried = names.map((name, i) => `${name} (${failures[i].message})`).join(', ');
  throw new UnsupportedError(
    `${caller}: expected a graphics processor, got none by ${tried}; use a browser that has one, or an executor of @monge/ndarray/executors`,
    { cause: failures.length === 1 ? failures[0] : new AggregateError(failures) },
  );
}
