import type { GpuMode } from '@monge/gpu';

/** The interfaces that a device may be reached by. */
export const modes = ['webgpu', 'webgl2'] as const satisfies readonly GpuMode[];
