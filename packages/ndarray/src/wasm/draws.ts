import type { FloatData } from '../dtype.js';
import type { Draws } from '../executors/draws.js';
import { DRAW_BYTES, type KernelArguments } from './kernel-module.js';
import { share } from './split.js';
import type { Workspaces } from './workspace.js';

/** Bytes that are drawn before they are copied: what the first-level cache holds for one thread, work that is worth sharing for several. */
const SOLO_BYTES = 2 ** 14;
const SHARED_BYTES = 2 ** 20;

/** Bytes that are worth a task of their own: about 20 µs. */
const LEAST_BYTES = 2 ** 15;

type DrawName = 'normalF32' | 'normalF64' | 'uniformF32' | 'uniformF64';

/** `Executor.draws` on the kernels: every task knows its elements by their index, so that it does not matter who draws them. */
export function wasmDraws(workspaces: Workspaces): Draws {
  return {
    uniform: (key, low, high, out) => {
      fill(workspaces, out instanceof Float32Array ? 'uniformF32' : 'uniformF64', key, low, high, out);
    },
    normal: (key, mean, std, out) => {
      fill(workspaces, out instanceof Float32Array ? 'normalF32' : 'normalF64', key, mean, std, out);
    },
  };
}

function fill(
  workspaces: Workspaces,
  kernel: DrawName,
  [low, high]: readonly [number, number],
  a: number,
  b: number,
  out: FloatData,
): void {
  const workspace = workspaces.acquire();
  try {
    const { threads } = workspace;
    const size = out.BYTES_PER_ELEMENT;
    const most = (threads === 1 ? SOLO_BYTES : SHARED_BYTES) / size;
    const at = workspace.allocate(most * size);
    const view = (out instanceof Float32Array ? workspace.float32 : workspace.float64)(at, most);
    for (let start = 0; start < out.length; start += most) {
      const count = Math.min(most, out.length - start);
      workspace.run(
        kernel,
        share(threads, count, { least: LEAST_BYTES / size, multiple: DRAW_BYTES / size }).map(
          ({ first, last }): KernelArguments[DrawName] => [
            low,
            high,
            start + first,
            last - first,
            a,
            b,
            at + first * size,
          ],
        ),
      );
      out.set(view.subarray(0, count), start);
    }
  } finally {
    workspaces.release(workspace);
  }
}
