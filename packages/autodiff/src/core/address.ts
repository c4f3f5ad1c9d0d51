import type { FloatDType } from '@monge/ndarray';
import { type Dense, dtypeOfDense, type Plain } from './dense.js';
import type { Memory } from './memory.js';

/** From this many elements on, kernels that need no copies are faster than loops. */
export const WORTH_KERNEL = 16;

/** Where kernels find an operand that they take in this element type; it is copied to them if it lies elsewhere. −1 if they cannot have it. */
export function addressOf(value: Plain, dtype: FloatDType, memory: Memory): number {
  if (typeof value === 'number') {
    memory.allocate(dtype, 1)[0] = value;
    return memory.address;
  }
  if (dtypeOfDense(value) !== dtype) return -1;
  const { at = -1 } = value;
  return at < 0 ? (inKernelMemory(value, memory).at ?? -1) : at;
}

/** The same array in the memory of kernels, if there is such memory. */
export function inKernelMemory(value: Dense, memory: Memory): Dense {
  const { data, shape, at = -1 } = value;
  if (at >= 0 || memory.kernels === undefined) return value;
  if (data.buffer === memory.kernels.buffer) return { data, shape, at: data.byteOffset };
  const copy = memory.allocate(dtypeOfDense(value), data.length);
  copy.set(data);
  return { data: copy, shape, at: memory.address };
}
