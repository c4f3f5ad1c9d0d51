import { UnsupportedError } from '@monge/ndarray';
import type { Device } from './device.js';
import type { GpuPipeline, GpuResult, Handle } from './gpu-js.js';

/** One kernel: a function of gpu.js in source form, since it is translated and never run here. */
export interface Kernel {
  readonly source: string;
  /** The shape of its result, fastest axis first. */
  readonly output: readonly number[];
  /** Arrays that stay on the device with it. */
  readonly constants?: Readonly<Record<string, Float32Array>>;
}

/** Some kernels chained on the device. */
export interface Program {
  /** Arrays and numbers go up, the results come down in one go, each of them flat. */
  run(...args: readonly (Float32Array | number)[]): Promise<Float32Array[]>;
  /** Gives its memory back, when the runs that are under way have ended. */
  release(): void;
}

/** Calls the kernels in turn, with the arguments of the program and the results of other kernels. */
export type Recording<K extends string> = (
  kernels: Readonly<Record<K, (...args: readonly (Handle | number)[]) => Handle>>,
  args: readonly Handle[],
) => readonly Handle[];

/**
 * Compiles a program of kernels.
 *
 * @param arity how many arguments it takes
 * @throws {UnsupportedError} when the device has been released; so does `run`, and where gpu.js ran something else, or the device failed.
 */
export function compile<K extends string>(
  device: Device,
  kernels: Readonly<Record<K, Kernel>>,
  arity: number,
  recording: Recording<K>,
): Program {
  const { gpu, library } = device;
  device.expectOpen();
  const input = (values: Float32Array) => new library.Input(values, [values.length]);
  const entries = Object.entries<Kernel>(kernels).map(([name, { source, output, constants = {} }]) => {
    const kept = Object.entries(constants).map(([constant, values]) => [constant, input(values)]);
    const settings = {
      output,
      constants: Object.fromEntries(kept),
      precision: 'single',
      tactic: 'precision',
    } as const;
    return [name, gpu.createKernel(source, settings)] as const;
  });
  const created = Object.fromEntries(entries) as Record<K, (typeof entries)[number][1]>;
  const record = (...args: readonly Handle[]) => recording(created, args);
  // gpu.js counts the parameters of the function to know the arguments of the pipeline.
  Object.defineProperty(record, 'length', { value: arity });
  const pipeline = gpu.createPipeline(record);
  let underWay = 0;
  let released = false;
  const destroy = () => {
    void pipeline.destroy();
    for (const [, kernel] of entries) kernel.destroy();
  };
  return {
    async run(...args) {
      device.expectOpen();
      underWay++;
      try {
        const results = await pipeline(...args.map((arg) => (typeof arg === 'number' ? arg : input(arg))));
        device.expectNoFailure();
        expectBackend(device, pipeline);
        return results.map(flatten);
      } catch (error) {
        // What gpu.js makes of a device that is gone says little.
        device.expectOpen();
        device.expectNoFailure();
        throw error;
      } finally {
        underWay--;
        if (released && underWay === 0) destroy();
      }
    },
    release() {
      released = true;
      if (underWay === 0) destroy();
    },
  };
}

/** gpu.js falls back in silence to plain JavaScript; and, on WebGPU, to one kernel at a time. */
function expectBackend({ name }: Device, { executorKind, backend, fallbackReason }: GpuPipeline): void {
  const intended =
    name === 'webgpu' ? backend === 'webgpu' && executorKind === 'fused-encoder' : backend === 'gpu';
  if (intended) return;
  throw new UnsupportedError(
    `gpu: expected the kernels to run on ${name}, got ${backend} (${executorKind}: ${fallbackReason}); use an executor of @monge/ndarray/executors`,
  );
}

/** Rows may be views of one buffer. */
function flatten(result: GpuResult): Float32Array {
  if (result instanceof Float32Array) return result;
  const parts = result.map(flatten);
  const flat = new Float32Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    flat.set(part, at);
    at += part.length;
  }
  return flat;
}
