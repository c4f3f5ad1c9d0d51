import type { FloatData } from '../dtype.js';
import { UnsupportedError } from '../errors.js';
import type { Crew, Scratch, Site } from './crew.js';
import type { KernelArguments, KernelName, Pointer } from './kernel-module.js';

const PAGE = 65536;
const ALIGNMENT = 64;
const LARGEST_MEMORY = 65536 * PAGE;
/** Idle workspaces keep no more memory than this together, in bytes; what is beyond is left to the garbage collector. */
const MOST_KEPT = 128 * 1024 * 1024;
/** Beside a reserved stretch there is so much memory for the kernels' other data. */
const ROOM = 32 * 1024 * 1024;
/** Of which the alignment of allocations takes less than this. */
const SPARE = 64 * 1024;

/** The kernels on a memory of their own, which is filled from the bottom and emptied at once. */
export interface Workspace {
  /** How many threads share the tasks of a run. */
  readonly threads: number;
  /** The address of `bytes` fresh bytes, aligned to a cache line. Their content is arbitrary. */
  allocate(bytes: number): Pointer;
  /** Gives each thread `bytes` of memory for its kernels to scribble in. */
  allocateScratch(bytes: number): void;
  /** Forgets every allocation. */
  reset(): void;
  /** Views on the memory. They are good until the next allocation, which may move it. */
  float32(at: Pointer, length: number): Float32Array;
  float64(at: Pointer, length: number): Float64Array;
  /**
   * Runs a kernel once for every list of arguments. The tasks of one run may go to several threads and in any order: none may read what another one
   * writes. When it returns, or throws, all have ended.
   */
  run<K extends KernelName>(kernel: K, tasks: readonly KernelArguments[K][]): void;
  readonly buffer: ArrayBufferLike;
  /** Lets the memory go. */
  close(): void;
}

/** @param base What lies below is not for this workspace. */
function createWorkspace(site: Site, threads: number, base = site.base): Workspace {
  const { memory } = site;
  let top = base;
  let scratch: Scratch = { at: top, bytes: 0 };

  function allocate(bytes: number): Pointer {
    const address = top;
    const end = address + aligned(bytes);
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
  }

  return {
    threads,
    allocate,
    allocateScratch(bytes) {
      scratch = { at: allocate(threads * aligned(bytes)), bytes: aligned(bytes) };
    },
    reset() {
      top = base;
      scratch = { at: top, bytes: 0 };
    },
    float32: (at, length) => new Float32Array(memory.buffer, at, length),
    float64: (at, length) => new Float64Array(memory.buffer, at, length),
    run: (kernel, tasks) => site.run(kernel, tasks, scratch),
    get buffer() {
      return memory.buffer;
    },
    close: site.close,
  };
}

const aligned = (bytes: number) => Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;

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
  /** The one around a reserved stretch in which this array lies, if there is room for so many bytes, and so many for each thread. */
  around(array: FloatData, bytes: number, bytesOfThread: number): Workspace | undefined;
  release(workspace: Workspace): void;
  /** So many bytes of memory that no workspace uses; undefined where the system has no room. */
  reserve(bytes: number): Reserve | undefined;
}

/** Memory that is the caller's, from `start` on, beside a workspace. */
export interface Reserve {
  readonly buffer: ArrayBufferLike;
  readonly start: Pointer;
  readonly kernels: Site['kernels'];
}

/**
 * A pool of workspaces. A WebAssembly memory reserves gigabytes of address space and never shrinks, and fresh pages are slow: so workspaces are
 * kept and used again, within limits.
 */
export function createWorkspaces(crew: Crew): Workspaces {
  const idle: Workspace[] = [];
  /** Those around a reserved stretch. */
  const settled: Workspace[] = [];
  return {
    acquire() {
      crew.check();
      const workspace = idle.pop() ?? createWorkspace(crew.open(), crew.threads);
      workspace.reset();
      return workspace;
    },
    around(array, bytes, bytesOfThread) {
      if (settled.length === 0 || bytes + crew.threads * bytesOfThread + SPARE > ROOM) return undefined;
      const workspace = settled.find(({ buffer }) => buffer === array.buffer);
      if (workspace === undefined) return undefined;
      crew.check();
      workspace.reset();
      return workspace;
    },
    reserve(bytes) {
      let site: Site;
      try {
        site = crew.open(bytes + ROOM);
      } catch {
        return undefined;
      }
      settled.push(createWorkspace(site, crew.threads, site.base + bytes));
      return { buffer: site.memory.buffer, start: site.base, kernels: site.kernels };
    },
    release(workspace) {
      if (settled.includes(workspace)) return;
      const kept = idle.reduce((bytes, { buffer }) => bytes + buffer.byteLength, workspace.buffer.byteLength);
      if (kept <= MOST_KEPT) idle.push(workspace);
      else workspace.close();
    },
  };
}
