import { type AsyncExecutorName, UnsupportedError } from '@monge/ndarray';
import type { Device } from './device.js';
import type { GpuContext, GpuJs, UncapturedErrorListener } from './gpu-js.js';
import { keepVertices } from './keep-vertices.js';
import { compile } from './program.js';
import { released } from './released.js';

/** gpu.js has the elements of a matrix computed in squares of so many threads a side. */
const SIDE_OF_A_WORKGROUP = 8;

/**
 * Opens the graphics processor by one interface, and runs a kernel on it: that there is an interface does not mean that there is a device.
 *
 * @throws {UnsupportedError} which says why not.
 */
export async function openDevice(library: GpuJs, name: AsyncExecutorName): Promise<Device> {
  const device = name === 'webgpu' ? await openWebGpu(library) : openWebGl2(library);
  try {
    await expectToRun(device);
    if (device.gpu.context !== null) keepVertices(device.gpu.context);
    return device;
  } catch (error) {
    device.release();
    throw error;
  }
}

async function expectToRun(device: Device): Promise<void> {
  const source = 'function (values) { return values[this.thread.x] + 1; }';
  const program = compile(device, { add: { source, output: [1] } }, 1, ({ add }, [values]) => [add(values)]);
  const [result] = await program.run(Float32Array.of(1));
  if (result[0] !== 2) throw new UnsupportedError(`it computes 1 + 1 = ${result[0]}`);
  program.release();
}

async function openWebGpu(library: GpuJs): Promise<Device> {
  let context: GpuContext;
  try {
    context = await library.WebGPUContext.acquire();
  } catch (cause) {
    throw new UnsupportedError(cause instanceof Error ? cause.message : String(cause), { cause });
  }
  const { limits, lost } = context.device;
  let failure: Error | undefined;
  let absence: string | undefined;
  const listener: UncapturedErrorListener = ({ error }) => {
    failure = error;
  };
  context.device.addEventListener('uncapturederror', listener);
  void (async () => {
    absence = (await lost).message;
  })();
  const { vendor = '', architecture = '', device = '', description = '' } = context.adapter.info ?? {};
  const gpu = new library.GPU({ mode: 'webgpu' });
  return {
    name: 'webgpu',
    description: () => description || [vendor, architecture, device].filter(Boolean).join(' '),
    gpu,
    library,
    largest: Math.floor(Math.min(limits.maxStorageBufferBindingSize, limits.maxBufferSize) / 4),
    longest: limits.maxComputeWorkgroupsPerDimension * SIDE_OF_A_WORKGROUP,
    expectNoFailure: () => {
      if (absence !== undefined) throw takenAway(absence);
      const cause = failure;
      failure = undefined;
      if (cause === undefined) return;
      throw new UnsupportedError(
        `gpu: expected the device to do as it is told, got: ${cause.message}; split the work, or use an executor of @monge/ndarray/executors`,
        { cause },
      );
    },
    ...releasable(async () => {
      await gpu.destroy();
      // The device is the page's, and outlives this use of it.
      context.device.removeEventListener('uncapturederror', listener);
    }),
  };
}

function openWebGl2(library: GpuJs): Device {
  if (!library.GPU.isWebGL2Supported) throw new UnsupportedError('WebGL2 is not supported on this platform');
  const { isFloatRead, maxTextureSize } = library.WebGL2Kernel.features;
  if (!isFloatRead)
    throw new UnsupportedError('WebGL2 does not render to float32 here (EXT_color_buffer_float)');
  const gpu = new library.GPU({ mode: 'webgl2' });
  return {
    name: 'webgl2',
    description: () => rendererOf(gpu.context),
    gpu,
    library,
    largest: maxTextureSize ** 2,
    longest: maxTextureSize,
    expectNoFailure: () => {
      if (gpu.context?.isContextLost() === true) throw takenAway('the context of WebGL2 is lost');
    },
    ...releasable(async () => {
      await gpu.destroy();
      // gpu.js leaves it to the garbage collector; but a page has sixteen, and the seventeenth is taken from the first.
      gpu.context?.getExtension('WEBGL_lose_context')?.loseContext();
    }),
  };
}

function takenAway(message: string): UnsupportedError {
  return new UnsupportedError(
    `gpu: expected the device to be there, got it taken away by the browser (${message}); create another, and split the work`,
  );
}

/** What is given back once, and refuses afterwards. */
function releasable(close: () => Promise<void>): Pick<Device, 'expectOpen' | 'release'> {
  let closed = false;
  return {
    expectOpen() {
      if (closed) throw released('gpu');
    },
    release() {
      if (closed) return;
      closed = true;
      void close();
    },
  };
}

function rendererOf(gl: WebGL2RenderingContext | null): string {
  if (gl === null) return '';
  const names = gl.getExtension('WEBGL_debug_renderer_info');
  return String(gl.getParameter(names === null ? gl.RENDERER : names.UNMASKED_RENDERER_WEBGL));
}
