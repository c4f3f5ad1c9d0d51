import type { KernelMemory, ZipOperation } from '../executors/kernel-memory.js';
import { mapOperations } from './map.js';
import type { Workspaces } from './workspace.js';

/** As `assembly/elementwise/zip.ts` numbers them. */
const operations: Readonly<Record<ZipOperation, number>> = {
  add: 0,
  subtract: 1,
  multiply: 2,
  divide: 3,
  scale: 4,
  tanhSlope: 5,
  sigmoidSlope: 6,
  squareSlope: 7,
  siluSlope: 8,
};

/** `Executor.reserve` on the kernels. */
export function reserve(workspaces: Workspaces, bytes: number): KernelMemory | undefined {
  const place = workspaces.reserve(bytes);
  if (place === undefined) return undefined;
  const { buffer, start, kernels } = place;
  const { mapF32, mapF64, zipF32, zipF64 } = kernels;
  return {
    buffer,
    start,
    end: start + bytes,
    map(operation, dtype, count, x, out) {
      const kernel = dtype === 'float32' ? mapF32 : mapF64;
      kernel(mapOperations[operation], count, x, out);
    },
    zip(operation, dtype, rows, columns, x, xRow, xStays, y, yRow, yStays, out) {
      const kernel = dtype === 'float32' ? zipF32 : zipF64;
      kernel(operations[operation], rows, columns, x, xRow, +xStays, y, yRow, +yStays, out);
    },
  };
}
