// The exports of the kernel module: each kernel in f32 and f64. Operations are numbered in pairs.ts, sources of costs in costs.ts.

import { ARC, ROOT, SQUARED, STORED } from './costs';
import { gemm, packColumns } from './gemm';
import { addLines as addLinesUp } from './lanes';
import { columnLogSums, columnMaxima, columnProducts, FILL, fillNarrow, logSums, maxima, PRODUCT, totals, weights } from './pairs';
import { iterate } from './scaling';

export { mapF32, mapF64, powerF32, powerF64 } from './elementwise/map';
export { zipF32, zipF64 } from './elementwise/zip';
export { normalF32, normalF64, uniformF32, uniformF64 } from './random/draws';

// The variants that are compiled: the dimensions that point clouds mostly have get kernels of their own where time is spent.

// @ts-ignore: decorator
@inline
function logSumsOf<T extends number>(
  source: i32, n: usize, m: usize, d: usize, x: usize, y: usize, s: usize, maxima: usize, sums: usize, tile: usize,
): void {
  if (source == STORED) logSums<T>(STORED, 0, n, m, d, x, y, s, maxima, sums, tile);
  else if (source == ARC) logSums<T>(ARC, 3, n, m, d, x, y, s, maxima, sums, tile);
  else if (source == ROOT) logSums<T>(ROOT, 0, n, m, d, x, y, s, maxima, sums, tile);
  else if (d == 1) logSums<T>(SQUARED, 1, n, m, d, x, y, s, maxima, sums, tile);
  else if (d == 2) logSums<T>(SQUARED, 2, n, m, d, x, y, s, maxima, sums, tile);
  else if (d == 3) logSums<T>(SQUARED, 3, n, m, d, x, y, s, maxima, sums, tile);
  else logSums<T>(SQUARED, 0, n, m, d, x, y, s, maxima, sums, tile);
}

// @ts-ignore: decorator
@inline
function maximaOf<T extends number>(
  source: i32, n: usize, m: usize, d: usize, x: usize, y: usize, s: usize, out: usize,
): void {
  if (source == STORED) maxima<T>(STORED, 0, n, m, d, x, y, s, out);
  else if (source == ARC) maxima<T>(ARC, 3, n, m, d, x, y, s, out);
  else if (source == ROOT) maxima<T>(ROOT, 0, n, m, d, x, y, s, out);
  else if (d == 2) maxima<T>(SQUARED, 2, n, m, d, x, y, s, out);
  else if (d == 3) maxima<T>(SQUARED, 3, n, m, d, x, y, s, out);
  else maxima<T>(SQUARED, 0, n, m, d, x, y, s, out);
}

// @ts-ignore: decorator
@inline
function weightsOf<T extends number>(
  op: i32, source: i32, n: usize, m: usize, d: usize,
  x: usize, y: usize, r: usize, s: usize, v: usize, out: usize,
): void {
  if (op == PRODUCT) {
    if (source == STORED) weights<T>(PRODUCT, STORED, 0, n, m, d, x, y, r, s, v, out);
    else if (source == ARC) weights<T>(PRODUCT, ARC, 3, n, m, d, x, y, r, s, v, out);
    else if (source == ROOT) weights<T>(PRODUCT, ROOT, 0, n, m, d, x, y, r, s, v, out);
    else weights<T>(PRODUCT, SQUARED, 0, n, m, d, x, y, r, s, v, out);
  } else if (source == STORED) weights<T>(FILL, STORED, 0, n, m, d, x, y, r, s, v, out);
  else if (source == ARC) weights<T>(FILL, ARC, 3, n, m, d, x, y, r, s, v, out);
  else if (source == ROOT) weights<T>(FILL, ROOT, 0, n, m, d, x, y, r, s, v, out);
  else if (d == 2) weights<T>(FILL, SQUARED, 2, n, m, d, x, y, r, s, v, out);
  else if (d == 3) weights<T>(FILL, SQUARED, 3, n, m, d, x, y, r, s, v, out);
  else weights<T>(FILL, SQUARED, 0, n, m, d, x, y, r, s, v, out);
}

// @ts-ignore: decorator
@inline
function totalsOf<T extends number>(
  source: i32, n: usize, m: usize, d: usize, x: usize, y: usize, r: usize, s: usize,
  rowSums: usize, columnSums: usize, rowCosts: usize, partial: usize,
): void {
  if (source == STORED) totals<T>(STORED, 0, n, m, d, x, y, r, s, rowSums, columnSums, rowCosts, partial);
  else if (source == ARC) totals<T>(ARC, 3, n, m, d, x, y, r, s, rowSums, columnSums, rowCosts, partial);
  else if (source == ROOT) totals<T>(ROOT, 0, n, m, d, x, y, r, s, rowSums, columnSums, rowCosts, partial);
  else if (d == 2) totals<T>(SQUARED, 2, n, m, d, x, y, r, s, rowSums, columnSums, rowCosts, partial);
  else totals<T>(SQUARED, 0, n, m, d, x, y, r, s, rowSums, columnSums, rowCosts, partial);
}

/** The address of memory that is the running thread's own, of arbitrary content. */
export let scratch: usize = 0;

export function logSumsF32(
  source: i32, n: usize, m: usize, d: usize, x: usize, y: usize, s: usize, maxima: usize, sums: usize,
): void {
  logSumsOf<f32>(source, n, m, d, x, y, s, maxima, sums, scratch);
}

export function maximaF32(
  source: i32, n: usize, m: usize, d: usize, x: usize, y: usize, s: usize, out: usize,
): void {
  maximaOf<f32>(source, n, m, d, x, y, s, out);
}

export function weightsF32(
  op: i32, source: i32, n: usize, m: usize, d: usize,
  x: usize, y: usize, r: usize, s: usize, v: usize, out: usize,
): void {
  weightsOf<f32>(op, source, n, m, d, x, y, r, s, v, out);
}

export function columnLogSumsF32(
  n: usize, m: usize, width: usize, x: usize, y: usize, r: usize, s: usize, maxima: usize, sums: usize,
): void {
  columnLogSums<f32>(n, m, width, x, y, r, s, maxima, sums, scratch);
}

export function columnMaximaF32(
  n: usize, m: usize, width: usize, x: usize, y: usize, r: usize, out: usize,
): void {
  columnMaxima<f32>(n, m, width, x, y, r, out, scratch);
}

export function columnProductsF32(
  n: usize, m: usize, width: usize, x: usize, y: usize, r: usize, s: usize, v: usize, out: usize,
): void {
  columnProducts<f32>(n, m, width, x, y, r, s, v, out, scratch);
}

export function logSumsF64(
  source: i32, n: usize, m: usize, d: usize, x: usize, y: usize, s: usize, maxima: usize, sums: usize,
): void {
  logSumsOf<f64>(source, n, m, d, x, y, s, maxima, sums, scratch);
}

export function maximaF64(
  source: i32, n: usize, m: usize, d: usize, x: usize, y: usize, s: usize, out: usize,
): void {
  maximaOf<f64>(source, n, m, d, x, y, s, out);
}

export function weightsF64(
  op: i32, source: i32, n: usize, m: usize, d: usize,
  x: usize, y: usize, r: usize, s: usize, v: usize, out: usize,
): void {
  weightsOf<f64>(op, source, n, m, d, x, y, r, s, v, out);
}

export function columnLogSumsF64(
  n: usize, m: usize, width: usize, x: usize, y: usize, r: usize, s: usize, maxima: usize, sums: usize,
): void {
  columnLogSums<f64>(n, m, width, x, y, r, s, maxima, sums, scratch);
}

export function columnMaximaF64(
  n: usize, m: usize, width: usize, x: usize, y: usize, r: usize, out: usize,
): void {
  columnMaxima<f64>(n, m, width, x, y, r, out, scratch);
}

export function columnProductsF64(
  n: usize, m: usize, width: usize, x: usize, y: usize, r: usize, s: usize, v: usize, out: usize,
): void {
  columnProducts<f64>(n, m, width, x, y, r, s, v, out, scratch);
}

export function fillNarrowF64(
  source: i32, n: usize, m: usize, d: usize, x: usize, y: usize, r: usize, s: usize, v: usize, bundle: usize,
): void {
  if (source == STORED) fillNarrow(STORED, 0, n, m, d, x, y, r, s, v, bundle);
  else if (source == ARC) fillNarrow(ARC, 3, n, m, d, x, y, r, s, v, bundle);
  else if (source == ROOT) fillNarrow(ROOT, 0, n, m, d, x, y, r, s, v, bundle);
  else if (d == 2) fillNarrow(SQUARED, 2, n, m, d, x, y, r, s, v, bundle);
  else if (d == 3) fillNarrow(SQUARED, 3, n, m, d, x, y, r, s, v, bundle);
  else fillNarrow(SQUARED, 0, n, m, d, x, y, r, s, v, bundle);
}

export function totalsF32(
  source: i32, n: usize, m: usize, d: usize, x: usize, y: usize, r: usize, s: usize,
  rowSums: usize, columnSums: usize, rowCosts: usize,
): void {
  totalsOf<f32>(source, n, m, d, x, y, r, s, rowSums, columnSums, rowCosts, scratch);
}

export function totalsF64(
  source: i32, n: usize, m: usize, d: usize, x: usize, y: usize, r: usize, s: usize,
  rowSums: usize, columnSums: usize, rowCosts: usize,
): void {
  totalsOf<f64>(source, n, m, d, x, y, r, s, rowSums, columnSums, rowCosts, scratch);
}

export function iterateF32(n: usize, m: usize, K: usize, a: usize, v: usize, r: usize, w: usize): void {
  iterate<f32>(n, m, K, a, v, r, w, scratch);
}

export function iterateF64(n: usize, m: usize, K: usize, a: usize, v: usize, r: usize, w: usize): void {
  iterate<f64>(n, m, K, a, v, r, w, scratch);
}

export function addLines(count: usize, m: usize, stride: usize, lines: usize, out: usize): void {
  addLinesUp(count, m, stride, lines, out);
}

export function packColumnsF32(n: usize, depth: usize, b: usize, bRow: isize, bColumn: isize, to: usize): void {
  packColumns<f32>(n, depth, b, bRow, bColumn, to);
}

export function gemmF32(
  m: usize, n: usize, k: usize, depth: usize, a: usize, aRow: isize, aColumn: isize,
  b: usize, first: usize, padded: usize, c: usize, cRow: usize,
): void {
  gemm<f32>(m, n, k, depth, a, aRow, aColumn, b, first, padded, c, cRow, scratch);
}

export function packColumnsF64(n: usize, depth: usize, b: usize, bRow: isize, bColumn: isize, to: usize): void {
  packColumns<f64>(n, depth, b, bRow, bColumn, to);
}

export function gemmF64(
  m: usize, n: usize, k: usize, depth: usize, a: usize, aRow: isize, aColumn: isize,
  b: usize, first: usize, padded: usize, c: usize, cRow: usize,
): void {
  gemm<f64>(m, n, k, depth, a, aRow, aColumn, b, first, padded, c, cRow, scratch);
}
