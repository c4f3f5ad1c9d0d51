import { UnsupportedError } from '@monge/ndarray';
import { describe, expect, it } from 'vitest';
import type { Device } from '../../src/engine/device.js';
import type { GpuInput, GpuPipeline, GpuResult, Handle } from '../../src/engine/gpu-js.js';
import { compile } from '../../src/engine/program.js';

const handle = Object.freeze({}) as Handle;

/** A device on which one kernel has run: `outcome` is what gpu.js says of it. */
function deviceOf(
  name: Device['name'],
  outcome: Pick<GpuPipeline, 'executorKind' | 'backend' | 'fallbackReason'>,
  run: () => Promise<readonly GpuResult[]>,
) {
  const destroyed: string[] = [];
  const pipeline: GpuPipeline = Object.assign(run, {
    ...outcome,
    destroy: () => {
      destroyed.push('pipeline');
      return Promise.resolve();
    },
  });
  const device: Device = {
    name,
    description: () => '',
    largest: Infinity,
    longest: Infinity,
    expectNoFailure: () => undefined,
    expectOpen: () => undefined,
    release: () => undefined,
    gpu: {
      context: null,
      createKernel: () => Object.assign(() => handle, { destroy: () => destroyed.push('kernel') }),
      createPipeline: (record) => {
        record(handle);
        return pipeline;
      },
      destroy: () => Promise.resolve(),
    },
    library: {
      Input: class implements GpuInput {
        readonly value: Float32Array;
        readonly size: readonly number[];
        constructor(value: Float32Array, size: readonly number[]) {
          this.value = value;
          this.size = size;
        }
      },
    } as Device['library'],
  };
  return { device, destroyed };
}

const kernels = { kernel: { source: '', output: [2] } };

describe('a program', () => {
  it.each([
    ['webgpu', { executorKind: 'fused-encoder', backend: 'webgpu', fallbackReason: null }],
    ['webgl2', { executorKind: 'generic', backend: 'gpu', fallbackReason: 'not for WebAssembly' }],
  ] as const)('has its results flattened, on %s', async (name, outcome) => {
    const buffer = Float32Array.of(1, 2, 3, 4);
    const rows = [buffer.subarray(0, 2), buffer.subarray(2, 4)];
    const { device } = deviceOf(name, outcome, async () => [buffer, rows, [rows, rows]]);
    const program = compile(device, kernels, 1, (_, args) => args);
    expect(await program.run(Float32Array.of(1))).toEqual([
      buffer,
      buffer,
      Float32Array.of(1, 2, 3, 4, 1, 2, 3, 4),
    ]);
  });

  it.each([
    ['webgpu', { executorKind: 'generic', backend: 'webgpu', fallbackReason: 'too large' }],
    ['webgpu', { executorKind: 'generic', backend: 'cpu', fallbackReason: 'no WGSL' }],
    ['webgl2', { executorKind: 'generic', backend: 'cpu', fallbackReason: 'no GLSL' }],
    ['webgl2', { executorKind: 'fused-sync', backend: 'webasm', fallbackReason: null }],
  ] as const)('refuses results of another engine than %s: %o', async (name, outcome) => {
    const { device } = deviceOf(name, outcome, async () => [Float32Array.of(1)]);
    const running = compile(device, kernels, 1, (_, args) => args).run(1);
    await expect(running).rejects.toThrow(UnsupportedError);
    await expect(running).rejects.toThrow(
      `gpu: expected the kernels to run on ${name}, got ${outcome.backend} (${outcome.executorKind}: ${outcome.fallbackReason})`,
    );
  });

  it('is released when the runs under way have ended', async () => {
    const outcome = { executorKind: 'fused-encoder', backend: 'webgpu', fallbackReason: null };
    const { device, destroyed } = deviceOf('webgpu', outcome, async () => [Float32Array.of(1)]);
    const program = compile(device, kernels, 1, (_, args) => args);
    const running = program.run(1);
    program.release();
    expect(destroyed).toEqual([]);
    await running;
    expect(destroyed).toEqual(['pipeline', 'kernel']);
  });

  it('names what became of the device when a run fails', async () => {
    const outcome = { executorKind: 'fused-encoder', backend: 'webgpu', fallbackReason: null };
    const { device } = deviceOf('webgpu', outcome, () => Promise.reject(new Error('no such shader')));
    const lost = () => {
      throw new UnsupportedError('lost');
    };
    await expect(compile(device, kernels, 1, (_, args) => args).run(1)).rejects.toThrow('no such shader');
    const program = compile({ ...device, expectNoFailure: lost }, kernels, 1, (_, args) => args);
    await expect(program.run(1)).rejects.toThrow('lost');
  });
});
