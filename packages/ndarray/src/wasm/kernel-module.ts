import { decodeBytes } from './decode-bytes.js';
import { kernels } from './kernels.wasm.js';

/** An address in the memory of the kernels, in bytes. */
export type Pointer = number;

type LogSums = [
  source: number,
  rows: number,
  columns: number,
  dimension: number,
  x: Pointer,
  y: Pointer,
  columnTerm: Pointer,
  maxima: Pointer,
  sums: Pointer,
];

type Maxima = [
  source: number,
  rows: number,
  columns: number,
  dimension: number,
  x: Pointer,
  y: Pointer,
  columnTerm: Pointer,
  out: Pointer,
];

type Weights = [
  operation: number,
  source: number,
  rows: number,
  columns: number,
  dimension: number,
  x: Pointer,
  y: Pointer,
  rowTerm: Pointer,
  columnTerm: Pointer,
  /** What weights are multiplied with, or where they are stored. */
  vector: Pointer,
  /** Where the sums go, or how many rows are stored in a bundle. */
  out: number,
];

type FillNarrow = [
  source: number,
  rows: number,
  columns: number,
  dimension: number,
  x: Pointer,
  y: Pointer,
  rowTerm: Pointer,
  columnTerm: Pointer,
  out: Pointer,
  bundle: number,
];

type ColumnLogSums = [
  rows: number,
  columns: number,
  rowBytes: number,
  x: Pointer,
  y: Pointer,
  rowTerm: Pointer,
  columnTerm: Pointer,
  maxima: Pointer,
  sums: Pointer,
];

type ColumnMaxima = [
  rows: number,
  columns: number,
  rowBytes: number,
  x: Pointer,
  y: Pointer,
  rowTerm: Pointer,
  out: Pointer,
];

type ColumnProducts = [
  rows: number,
  columns: number,
  rowBytes: number,
  x: Pointer,
  y: Pointer,
  rowTerm: Pointer,
  columnTerm: Pointer,
  vector: Pointer,
  out: Pointer,
];

type Totals = [
  source: number,
  rows: number,
  columns: number,
  dimension: number,
  x: Pointer,
  y: Pointer,
  rowTerm: Pointer,
  columnTerm: Pointer,
  rowSums: Pointer,
  columnSums: Pointer,
  rowCosts: Pointer,
];

type Iterate = [
  rows: number,
  columns: number,
  kernel: Pointer,
  a: Pointer,
  v: Pointer,
  r: Pointer,
  w: Pointer,
];

type AddLines = [count: number, length: number, stride: number, lines: Pointer, out: Pointer];

type PackColumns = [columns: number, depth: number, b: Pointer, bRow: number, bColumn: number, to: Pointer];

type Gemm = [
  rows: number,
  columns: number,
  k: number,
  depth: number,
  a: Pointer,
  aRow: number,
  aColumn: number,
  packedB: Pointer,
  firstColumn: number,
  paddedColumns: number,
  c: Pointer,
  cRow: number,
];

type Zip = [
  operation: number,
  rows: number,
  columns: number,
  x: Pointer,
  xRow: number,
  xStays: number,
  y: Pointer,
  yRow: number,
  yStays: number,
  out: Pointer,
];

type Draw = [
  lowKey: number,
  highKey: number,
  first: number,
  count: number,
  a: number,
  b: number,
  out: Pointer,
];

type Map = [operation: number, count: number, x: Pointer, out: Pointer];

type Power = [count: number, x: Pointer, y: Pointer, out: Pointer];

/** The kernels that `assembly/index.ts` exports, and what they take. */
export interface KernelArguments {
  readonly logSumsF32: LogSums;
  readonly logSumsF64: LogSums;
  readonly maximaF32: Maxima;
  readonly maximaF64: Maxima;
  readonly weightsF32: Weights;
  readonly weightsF64: Weights;
  readonly fillNarrowF64: FillNarrow;
  readonly columnLogSumsF32: ColumnLogSums;
  readonly columnLogSumsF64: ColumnLogSums;
  readonly columnMaximaF32: ColumnMaxima;
  readonly columnMaximaF64: ColumnMaxima;
  readonly columnProductsF32: ColumnProducts;
  readonly columnProductsF64: ColumnProducts;
  readonly totalsF32: Totals;
  readonly totalsF64: Totals;
  readonly iterateF32: Iterate;
  readonly iterateF64: Iterate;
  readonly addLines: AddLines;
  readonly packColumnsF32: PackColumns;
  readonly packColumnsF64: PackColumns;
  readonly gemmF32: Gemm;
  readonly gemmF64: Gemm;
  readonly mapF32: Map;
  readonly mapF64: Map;
  readonly powerF32: Power;
  readonly powerF64: Power;
  readonly zipF32: Zip;
  readonly zipF64: Zip;
  readonly normalF32: Draw;
  readonly normalF64: Draw;
  readonly uniformF32: Draw;
  readonly uniformF64: Draw;
}

export type KernelName = keyof KernelArguments;

/** Operations and sources of costs, as `assembly/pairs.ts` and `assembly/costs.ts` number them. */
export const operation = { product: 0, fill: 1 } as const;
export const source = { squaredDistance: 0, distance: 1, stored: 2, arc: 3 } as const;

/** Lines are padded to this many elements: whole vectors in either precision. */
export const PADDING = 4;

/** Scratch memory of `logSums`, in bytes: TILE in `assembly/pairs.ts`. */
export const TILE_BYTES = 4096;

/** Rows that `iterate` takes together, and that a kernel is stored in bundles of: ROWS in `assembly/scaling.ts`. */
export const BUNDLE = 4;

/** Rows of A, and bytes of a row of B, that `gemm` takes together: panels in `assembly/gemm.ts`. */
export const GEMM_ROWS = 5;
export const GEMM_ROW_BYTES = 32;

/** The kernels of draws write multiples of this many bytes: eight blocks of Philox. */
export const DRAW_BYTES = 128;

/** The kernel module's bytes: for compiling it ahead of time, or in another thread. */
export function kernelBytes(): Uint8Array<ArrayBuffer> {
  return decodeBytes(kernels);
}
