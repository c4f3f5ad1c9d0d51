import { kernels } from './kernels.wasm.js';

/** An address in the memory of a kernel instance, in bytes. */
export type Pointer = number;

type LogSumsKernel = (
  source: number,
  rows: number,
  columns: number,
  dimension: number,
  x: Pointer,
  y: Pointer,
  columnTerm: Pointer,
  tile: Pointer,
  maxima: Pointer,
  sums: Pointer,
) => void;

type WeightsKernel = (
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

type ColumnLogSumsKernel = (
  rows: number,
  columns: number,
  x: Pointer,
  y: Pointer,
  rowTerm: Pointer,
  columnTerm: Pointer,
  tops: Pointer,
  partial: Pointer,
  maxima: Pointer,
  sums: Pointer,
) => void;

type ColumnProductsKernel = (
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

type FillNarrowKernel = (
  source: number,
  rows: number,
  columns: number,
  dimension: number,
  x: Pointer,
  y: Pointer,
  rowTerm: Pointer,
  columnTerm: Pointer,
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
  readonly logSumsF32: LogSumsKernel;
  readonly logSumsF64: LogSumsKernel;
  readonly weightsF32: WeightsKernel;
  readonly weightsF64: WeightsKernel;
  readonly fillNarrowF64: FillNarrowKernel;
  readonly columnLogSumsF32: ColumnLogSumsKernel;
  readonly columnLogSumsF64: ColumnLogSumsKernel;
  readonly columnProductsF32: ColumnProductsKernel;
  readonly columnProductsF64: ColumnProductsKernel;
  readonly totalsF32: TotalsKernel;
  readonly totalsF64: TotalsKernel;
  readonly iterateF32: IterateKernel;
  readonly iterateF64: IterateKernel;
  readonly tileBytes: () => number;
  readonly rowsAtOnce: () => number;
  readonly gemmScratchF32: () => number;
  readonly gemmScratchF64: () => number;
  readonly gemmF32: GemmKernel;
  readonly gemmF64: GemmKernel;
}

/** Operations and sources of costs, as `assembly/pairs.ts` and `assembly/costs.ts` number them. */
export const operation = { product: 0, fill: 1 } as const;
export const source = { squaredDistance: 0, distance: 1, stored: 2, arc: 3 } as const;

/** Lines are padded to this many elements: whole vectors in either precision. */
export const PADDING = 4;

/** The kernel module's bytes: for compiling it ahead of time, or in another thread. */
export function kernelBytes(): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(kernels.length / 2);
  for (let i = 0; i < bytes.length; i++) bytes[i] = Number.parseInt(kernels.slice(2 * i, 2 * i + 2), 16);
  return bytes;
}
