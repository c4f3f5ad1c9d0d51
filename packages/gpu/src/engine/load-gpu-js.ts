import type { GpuJs } from './gpu-js.js';

/**
 * gpu.js, loaded when first needed. Its build for browsers puts itself in the place of `globalThis.GPU`, the interface of WebGPU, which is put back.
 */
export async function loadGpuJs(): Promise<GpuJs> {
  const own = Object.getOwnPropertyDescriptor(globalThis, 'GPU');
  const { default: library }: { default: unknown } = await import('gpu.js');
  if (own !== undefined) Object.defineProperty(globalThis, 'GPU', own);
  else Reflect.deleteProperty(globalThis, 'GPU');
  return library as GpuJs;
}
