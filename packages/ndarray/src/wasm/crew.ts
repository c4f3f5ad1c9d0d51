import { instantiate, type Kernel } from './instantiate.js';
import type { KernelArguments, KernelName, Pointer } from './kernel-module.js';

/** Memory that kernels may overwrite while they run: `bytes` for each thread, from `at` on. */
export interface Scratch {
  readonly at: Pointer;
  readonly bytes: number;
}

/** A memory, and the kernels on it. */
export interface Site {
  readonly memory: WebAssembly.Memory;
  /** What lies below this address is not for the kernels' data. */
  readonly base: Pointer;
  /** The kernels, on the calling thread. */
  readonly kernels: Readonly<Record<KernelName, Kernel>>;
  /** Runs a kernel on every list of arguments, in any order and on any thread. */
  run<K extends KernelName>(kernel: K, tasks: readonly KernelArguments[K][], scratch: Scratch): void;
  /** Lets the memory go. */
  close(): void;
}

/** The threads that run kernels: the calling one, and perhaps others that help it. */
export interface Crew {
  readonly threads: number;
  /** A new memory that all of them reach; if so many bytes are asked for, beside what is not for data, it has them at once, and does not grow. */
  open(bytes?: number): Site;
  /** @throws {UnsupportedError} when threads are gone. */
  check(): void;
}

/** Bytes at the start of each memory that are not for data: the tables of the module, from 64 on, so that no address is 0. */
export const TABLE_BYTES = 1024;

/** The calling thread alone; `check` throws when it is not to work any more. */
export function createSoloCrew(module: WebAssembly.Module, check = () => {}): Crew {
  return {
    threads: 1,
    open(bytes) {
      const memory = new WebAssembly.Memory(
        bytes === undefined ? { initial: 1 } : fixed(TABLE_BYTES + bytes),
      );
      const { kernels, scratch: own } = instantiate(module, memory);
      return {
        memory,
        base: TABLE_BYTES,
        kernels,
        run(name, tasks, scratch) {
          check();
          own.value = scratch.at;
          const kernel = kernels[name];
          for (const task of tasks) kernel(...task);
        },
        close() {},
      };
    },
    check,
  };
}

const PAGE = 65536;

function fixed(bytes: number): WebAssembly.MemoryDescriptor {
  const pages = Math.ceil(bytes / PAGE);
  return { initial: pages, maximum: pages };
}
