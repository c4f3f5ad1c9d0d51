import type { FloatDType } from '@monge/ndarray';
import { type Dense, dtypeOfDense, type Plain } from './dense.js';
import type { Memory } from './memory.js';

/** From this many elements on, kernels that need no copies are faster than loops. */
export const WORTH_KERNEL = 16;

/** Where kernels find an operand that they take in this element type; it is copied to them if it lies elsewhere. −1 if they cannot have it. */
export function addressOf(value: Plain, dtype: FloatDType, memory: Memory): number {
  if (typeof value === 'number') {
    const number = memory.allocate(dtype, 1);
    number[0] = value;
    return memory.address;
  }
  if (dtypeOfDense(value) !== dtype) return -1;
  const { at } = value;
  return at !== undefined && at >= 0 ? at : addressOfCopy(value, dtype, memory);
}

function addressOfCopy({ data }: Dense, dtype: FloatDType, memory: Memory): number {
  if (data.buffer === memory.kernels?.buffer) return data.byteOffset;
  const copy = memory.allocate(dtype, data.length);
  copy.set(data);
  return memory.address;
}

/** The same array in the memory of kernels, if there is such memory. */
export function inKernelMemory(value: Dense, memory: Memory): Dense {
  if (memory.kernels === undefined || value.data.buffer === memory.kernels.buffer) return value;
  const data = memory.allocate(dtypeOfDense(value), value.data.length);
  const at = memory.address;
  data.set(value.data);
  return { data, shape: value.shape, at };
}
