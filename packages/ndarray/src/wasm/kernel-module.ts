import { kernels } from './kernels.wasm.js';

/** An address in the memory of a kernel instance, in bytes. */
export type Pointer = number;

type RowsKernel = (
  operation: number,
  source: number,
  rows: number,
  columns: number,
  dimension: number,
  x: Pointer,
  y: Pointer,
  rowTerm: Pointer,
  columnTerm: Pointer,
  vector: Pointer,
  out: Pointer,
) => void;

type ColumnsKernel = (
  operation: number,
  rows: number,
  columns: number,
  x: Pointer,
  y: Pointer,
  rowTerm: Pointer,
  columnTerm: Pointer,
  vector: Pointer,
  partial: Pointer,
  out: Pointer,
) => void;

type TotalsKernel = (
  source: number,
  rows: number,
  columns: number,
  dimension: number,
  x: Pointer,
  y: Pointer,
  rowTerm: Pointer,
  columnTerm: Pointer,
  partial: Pointer,
  rowSums: Pointer,
  columnSums: Pointer,
  rowCosts: Pointer,
) => void;

type IterateKernel = (
  rows: number,
  columns: number,
  kernel: Pointer,
  a: Pointer,
  v: Pointer,
  r: Pointer,
  partial: Pointer,
  w: Pointer,
) => void;

type GemmKernel = (
  m: number,
  n: number,
  k: number,
  a: Pointer,
  aRow: number,
  aColumn: number,
  b: Pointer,
  bRow: number,
  bColumn: number,
  c: Pointer,
  scratch: Pointer,
) => void;

/** The exports of `assembly/index.ts`, which documents them. */
export interface KernelExports {
  readonly rowsF32: RowsKernel;
  readonly rowsF64: RowsKernel;
  readonly columnsF32: ColumnsKernel;
  readonly columnsF64: ColumnsKernel;
  readonly totalsF32: TotalsKernel;
  readonly totalsF64: TotalsKernel;
  readonly iterateF32: IterateKernel;
  readonly iterateF64: IterateKernel;
  readonly gemmScratchF32: () => number;
  readonly gemmScratchF64: () => number;
  readonly gemmF32: GemmKernel;
  readonly gemmF64: GemmKernel;
}

/** Operations and sources, as `assembly/pairs.ts` numbers them. */
export const operation = { sum: 0, maximum: 1, product: 2, fill: 3 } as const;
export const source = { squaredDistance: 0, distance: 1, stored: 2 } as const;

/** The kernel module's bytes: for compiling it ahead of time, or in another thread. */
export function kernelBytes(): Uint8Array<ArrayBuffer> {
  const text = atob(kernels);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}
