// gpu.js declares its pipelines as `any`, and part of what it exports not at all: this is as much of it as we use.

/** A flat array, and the lengths of its axes. */
export interface GpuInput {
  readonly value: Float32Array;
  readonly size: readonly number[];
}

/** Stands for an array on the device, or a number to come, while a pipeline is recorded. */
export interface Handle {
  readonly handle: never;
}

/** A kernel, as it is called while a pipeline is recorded. */
export type GpuKernel = (...args: readonly (Handle | number)[]) => Handle;

export interface GpuKernelSettings {
  readonly output: readonly number[];
  readonly constants: Readonly<Record<string, GpuInput>>;
  readonly precision: 'single';
  readonly tactic: 'precision';
}

/** What came back: a vector, or rows of it. */
export type GpuResult = Float32Array | readonly GpuResult[];

/** Kernels recorded once and then run at each call: arrays go up, and the results come down at the end. */
export interface GpuPipeline {
  (...args: readonly (GpuInput | number)[]): Promise<readonly GpuResult[]>;
  readonly executorKind: string;
  readonly backend: string | null;
  readonly fallbackReason: string | null;
  destroy(): Promise<void>;
}

export interface GpuInstance {
  readonly context: WebGL2RenderingContext | null;
  createKernel(source: string, settings: GpuKernelSettings): GpuKernel & { destroy(): void };
  createPipeline(record: (...args: readonly Handle[]) => readonly Handle[]): GpuPipeline;
  destroy(): Promise<void>;
}

export type UncapturedErrorListener = (event: { readonly error: Error }) => void;

/** The device of WebGPU that all instances share. */
export interface GpuContext {
  readonly adapter: {
    readonly info?: Readonly<Record<'vendor' | 'architecture' | 'device' | 'description', string>>;
  };
  readonly device: {
    readonly limits: Readonly<
      Record<'maxStorageBufferBindingSize' | 'maxBufferSize' | 'maxComputeWorkgroupsPerDimension', number>
    >;
    readonly lost: Promise<{ readonly message: string }>;
    addEventListener(type: 'uncapturederror', listener: UncapturedErrorListener): void;
    removeEventListener(type: 'uncapturederror', listener: UncapturedErrorListener): void;
  };
}

export interface GpuJs {
  readonly GPU: {
    new (settings: { readonly mode: 'webgpu' | 'webgl2' }): GpuInstance;
    readonly isWebGL2Supported: boolean;
  };
  readonly Input: new (value: Float32Array, size: readonly number[]) => GpuInput;
  readonly WebGPUContext: { acquire(): Promise<GpuContext>; destroy(): Promise<void> };
  readonly WebGL2Kernel: {
    readonly features: { readonly isFloatRead: boolean; readonly maxTextureSize: number };
  };
}
