/// <reference lib="esnext.disposable" preserve="true" />
import type { AsyncExecutor } from '@monge/ndarray';

/** An executor on the graphics processor. Its memory is given back by `release()`, or by `using gpu = await createGpu()`. */
export interface Gpu extends AsyncExecutor, Disposable {}

/** An interface to the graphics processor, or the best one that works: WebGPU before WebGL2. */
export type GpuMode = 'webgpu' | 'webgl2' | 'auto';

export interface GpuOptions {
  /** Default `'auto'`. */
  readonly mode?: GpuMode;
}
