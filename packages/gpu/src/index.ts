export { createGpu } from './create-gpu.js';
export type { Gpu, GpuMode, GpuOptions } from './gpu.js';
