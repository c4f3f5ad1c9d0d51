import { UnsupportedError } from '../errors.js';
import type { KernelExports, Pointer } from './kernel-module.js';

const PAGE = 65536;
const ALIGNMENT = 64;
/** The kernels have no static data; the first cache lines stay free all the same, so that no address is 0. */
const BASE = 1024;
const LARGEST_MEMORY = 65536 * PAGE;
/** Idle workspaces keep no more memory than this together, in bytes; what is beyond is left to the garbage collector. */
const MOST_KEPT = 128 * 1024 * 1024;

/** One instance of the kernels with a memory of its own, filled from the bottom and emptied at once. */
export interface Workspace {
  readonly kernels: KernelExports;
  /** The address of `bytes` fresh bytes, aligned to a cache line. Their content is arbitrary. */
  allocate(bytes: number): Pointer;
  /** Forgets every allocation. */
  reset(): void;
  /** Views on the memory. They are good until the next `allocate`, which may move it. */
  float32(at: Pointer, length: number): Float32Array<ArrayBuffer>;
  float64(at: Pointer, length: number): Float64Array<ArrayBuffer>;
  readonly byteLength: number;
}

function createWorkspace(module: WebAssembly.Module): Workspace {
  const memory = new WebAssembly.Memory({ initial: 1 });
  const instance = new WebAssembly.Instance(module, { env: { memory } });
  let top = BASE;
  return {
    kernels: instance.exports as WebAssembly.Exports & KernelExports,
    allocate(bytes) {
      const address = top;
      const end = address + Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
      const missing = end - memory.buffer.byteLength;
      if (missing > 0) {
        if (end > LARGEST_MEMORY) throw outOfMemory(end);
        try {
          memory.grow(Math.ceil(missing / PAGE));
        } catch (cause) {
          throw outOfMemory(end, cause);
        }
      }
      top = end;
      return address;
    },
    reset: () => {
      top = BASE;
    },
    float32: (at, length) => new Float32Array(memory.buffer, at, length),
    float64: (at, length) => new Float64Array(memory.buffer, at, length),
    get byteLength() {
      return memory.buffer.byteLength;
    },
  };
}

function outOfMemory(bytes: number, cause?: unknown): UnsupportedError {
  return new UnsupportedError(
    `ndarray.createWasm: expected to find ${(bytes / 2 ** 20).toFixed(0)} MiB of WebAssembly memory for this problem, got a refusal (the ` +
      'limit is 4096 MiB); use float32, the log form on point clouds (which stores no matrix), or fewer points',
    { cause },
  );
}

/** Lends workspaces out and takes them back for the next caller. */
export interface Workspaces {
  acquire(): Workspace;
  release(workspace: Workspace): void;
}

/**
 * A pool of workspaces. A WebAssembly memory reserves gigabytes of address space and never shrinks, and fresh pages are slow: so workspaces are
 * kept and used again, within limits.
 */
export function createWorkspaces(module: WebAssembly.Module): Workspaces {
  const idle: Workspace[] = [];
  return {
    acquire() {
      const workspace = idle.pop() ?? createWorkspace(module);
      workspace.reset();
      return workspace;
    },
    release(workspace) {
      const kept = idle.reduce((bytes, { byteLength }) => bytes + byteLength, workspace.byteLength);
      if (kept <= MOST_KEPT) idle.push(workspace);
    },
  };
}
