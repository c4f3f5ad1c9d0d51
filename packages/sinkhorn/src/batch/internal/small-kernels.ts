import { kernels } from './kernels.wasm.js';

/** An address in the memory of the kernels, in bytes. */
export type Pointer = number;

/** Of a slot: n and m, and the same padded. */
type Shape = [rows: number, columns: number, paddedRows: number, paddedColumns: number];

/** The kernels of small problems, which `assembly/index.ts` describes. */
export interface SmallKernels {
  squaredDistances(
    ...of: [
      rows: number,
      columns: number,
      paddedColumns: number,
      dimension: number,
      x: Pointer,
      y: Pointer,
      factor: number,
      costs: Pointer,
    ]
  ): void;
  tighten(
    ...of: [
      rows: number,
      columns: number,
      paddedColumns: number,
      costs: Pointer,
      a: Pointer,
      bound: Pointer,
      alpha: Pointer,
      beta: Pointer,
    ]
  ): void;
  fill(
    ...of: [
      rows: number,
      paddedColumns: number,
      costs: Pointer,
      alpha: Pointer,
      beta: Pointer,
      unit: number,
      kernel: Pointer,
    ]
  ): void;
  rescale(
    ...of: [
      columns: number,
      paddedColumns: number,
      g: Pointer,
      beta: Pointer,
      shift: number,
      epsilon: number,
      limit: number,
      logV: Pointer,
    ]
  ): number;
  rows(
    ...of: [
      ...Shape,
      kernel: Pointer,
      a: Pointer,
      b: Pointer,
      logV: Pointer,
      limit: number,
      weighted: Pointer,
      sums: Pointer,
      logU: Pointer,
      scaled: Pointer,
      found: Pointer,
    ]
  ): number;
  columns(
    ...of: [
      columns: number,
      paddedRows: number,
      paddedColumns: number,
      kernel: Pointer,
      scaled: Pointer,
      b: Pointer,
      weighted: Pointer,
      beta: Pointer,
      shift: number,
      epsilon: number,
      tau: number,
      limit: number,
      columnSums: Pointer,
      image: Pointer,
      excess: Pointer,
      found: Pointer,
    ]
  ): number;
  totals(
    ...of: [
      rows: number,
      paddedColumns: number,
      costs: Pointer,
      kernel: Pointer,
      a: Pointer,
      b: Pointer,
      rowSums: Pointer,
      columnSums: Pointer,
    ]
  ): number;
}

let compiled: WebAssembly.Module | undefined;

/** The kernels on a memory; undefined where WebAssembly is not allowed to compile here. */
export function smallKernels(memory: WebAssembly.Memory): SmallKernels | undefined {
  try {
    compiled ??= new WebAssembly.Module(Uint8Array.from(atob(kernels), (byte) => byte.charCodeAt(0)));
  } catch {
    return undefined;
  }
  const { exports } = new WebAssembly.Instance(compiled, { env: { memory } });
  return exports as WebAssembly.Exports & SmallKernels;
}
