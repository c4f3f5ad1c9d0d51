import type { KernelName, Pointer } from './kernel-module.js';

/** A kernel as WebAssembly has it: numbers in, results in memory. */
export type Kernel = (...numbers: number[]) => void;

/** The module of kernels on a memory, for one thread. */
export interface Instance {
  readonly kernels: Readonly<Record<KernelName, Kernel>>;
  /** The same in the order of the module, which is that of every thread. */
  readonly inOrder: readonly Kernel[];
  /** The address of the thread's scratch memory. */
  readonly scratch: { value: Pointer };
}

export function instantiate(module: WebAssembly.Module, memory: WebAssembly.Memory): Instance {
  const { scratch, ...rest } = new WebAssembly.Instance(module, { env: { memory } }).exports;
  const kernels = rest as Instance['kernels'];
  return { kernels, inOrder: Object.values(kernels), scratch: scratch as WebAssembly.Global<'i32'> };
}
