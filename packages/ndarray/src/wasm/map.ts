import type { FloatData } from '../dtype.js';
import type { MapOperation } from '../executors/map-operation.js';
import { type KernelArguments, type KernelName, PADDING, type Pointer } from './kernel-module.js';
import { share } from './split.js';
import type { Workspaces } from './workspace.js';

/** Bytes of each array that are taken together: what stays in the second-level cache for one thread, work that is worth sharing for several. */
const SOLO_BYTES = 2 ** 16;
const SHARED_BYTES = 2 ** 20;

/** Bytes that are worth a task of their own: 10 µs or more. */
const LEAST_BYTES = 2 ** 15;

/** As `assembly/elementwise/map.ts` numbers them. */
export const mapOperations: Readonly<Record<MapOperation, number>> = {
  exp: 0,
  expm1: 1,
  log: 2,
  log1p: 3,
  sqrt: 4,
  sin: 5,
  cos: 6,
  tanh: 7,
  erf: 8,
  sigmoid: 9,
  softplus: 10,
  silu: 11,
  gelu: 12,
  relu: 13,
};

/** `Executor.map` on the kernels. */
export function wasmMap<D extends FloatData>(
  workspaces: Workspaces,
  operation: MapOperation,
  x: D,
  out: D,
): void {
  const number = mapOperations[operation];
  const kernel = out instanceof Float32Array ? 'mapF32' : 'mapF64';
  const place = workspaces.around(out, 0, 0);
  if (place === undefined || x.buffer !== out.buffer) {
    inBlocks(workspaces, kernel, [x], out, (count, [x]) => [number, count, x, x]);
    return;
  }
  const size = out.BYTES_PER_ELEMENT;
  place.run(
    kernel,
    share(place.threads, out.length, { least: LEAST_BYTES / size, multiple: PADDING }).map(
      ({ first, last }) => [number, last - first, x.byteOffset + first * size, out.byteOffset + first * size],
    ),
  );
}

/** `Executor.power` on the kernels. */
export function wasmPower<D extends FloatData>(workspaces: Workspaces, x: D, y: D, out: D): void {
  const kernel = out instanceof Float32Array ? 'powerF32' : 'powerF64';
  inBlocks(workspaces, kernel, [x, y], out, (count, [x, y]) => [count, x, y, x]);
}

/** Copies a block of every input to the kernels, runs their tasks, and copies back what has taken the place of the first input. */
function inBlocks<K extends KernelName>(
  workspaces: Workspaces,
  kernel: K,
  inputs: readonly FloatData[],
  out: FloatData,
  task: (count: number, at: readonly Pointer[]) => KernelArguments[K],
): void {
  if (out.length === 0) return;
  const workspace = workspaces.acquire();
  try {
    const { threads } = workspace;
    const size = out.BYTES_PER_ELEMENT;
    const most = (threads === 1 ? SOLO_BYTES : SHARED_BYTES) / size;
    const length = Math.min(most, out.length);
    // Allocations are whole cache lines, and so whole vectors.
    const addresses = inputs.map(() => workspace.allocate(length * size));
    const view = out instanceof Float32Array ? workspace.float32 : workspace.float64;
    const blocks = addresses.map((at) => view(at, length));
    for (let start = 0; start < out.length; start += length) {
      const count = Math.min(length, out.length - start);
      for (let k = 0; k < blocks.length; k++) blocks[k].set(part(inputs[k], start, count));
      workspace.run(
        kernel,
        share(threads, count, { least: LEAST_BYTES / size, multiple: PADDING }).map(({ first, last }) =>
          task(
            last - first,
            addresses.map((at) => at + first * size),
          ),
        ),
      );
      out.set(part(blocks[0], 0, count), start);
    }
  } finally {
    workspaces.release(workspace);
  }
}

function part(data: FloatData, start: number, count: number): FloatData {
  return count === data.length ? data : data.subarray(start, start + count);
}
