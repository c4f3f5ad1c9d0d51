// The exports of the kernel module: each kernel in f32 and f64. Operations are numbered in pairs.ts, sources of costs in costs.ts.

import { ARC, ROOT, SQUARED, STORED } from './costs';
import { gemm, gemmScratch } from './gemm';
import { columnLogSums, columnProducts, FILL, fillNarrow, logSums, PRODUCT, TILE, totals, weights } from './pairs';
import { iterate, ROWS } from './scaling';

// The variants that are compiled: the dimensions that point clouds mostly have get kernels of their own where time is spent.

// @ts-ignore: decorator
@inline
function logSumsOf<T extends number>(
  source: i32, n: usize, m: usize, d: usize, x: usize, y: usize, s: usize, tile: usize, maxima: usize, sums: usize,
): void {
  if (source == STORED) logSums<T>(STORED, 0, n, m, d, x, y, s, tile, maxima, sums);
  else if (source == ARC) logSums<T>(ARC, 3, n, m, d, x, y, s, tile, maxima, sums);
  else if (source == ROOT) logSums<T>(ROOT, 0, n, m, d, x, y, s, tile, maxima, sums);
  else if (d == 1) logSums<T>(SQUARED, 1, n, m, d, x, y, s, tile, maxima, sums);
  else if (d == 2) logSums<T>(SQUARED, 2, n, m, d, x, y, s, tile, maxima, sums);
  else if (d == 3) logSums<T>(SQUARED, 3, n, m, d, x, y, s, tile, maxima, sums);
  else logSums<T>(SQUARED, 0, n, m, d, x, y, s, tile, maxima, sums);
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
  partial: usize, rowSums: usize, columnSums: usize, rowCosts: usize,
): void {
  if (source == STORED) totals<T>(STORED, 0, n, m, d, x, y, r, s, partial, rowSums, columnSums, rowCosts);
  else if (source == ARC) totals<T>(ARC, 3, n, m, d, x, y, r, s, partial, rowSums, columnSums, rowCosts);
  else if (source == ROOT) totals<T>(ROOT, 0, n, m, d, x, y, r, s, partial, rowSums, columnSums, rowCosts);
  else if (d == 2) totals<T>(SQUARED, 2, n, m, d, x, y, r, s, partial, rowSums, columnSums, rowCosts);
  else if (d == 3) totals<T>(SQUARED, 3, n, m, d, x, y, r, s, partial, rowSums, columnSums, rowCosts);
  else totals<T>(SQUARED, 0, n, m, d, x, y, r, s, partial, rowSums, columnSums, rowCosts);
}

export function logSumsF32(
  source: i32, n: usize, m: usize, d: usize, x: usize, y: usize, s: usize, tile: usize, maxima: usize, sums: usize,
): void {
  logSumsOf<f32>(source, n, m, d, x, y, s, tile, maxima, sums);
}

export function weightsF32(
  op: i32, source: i32, n: usize, m: usize, d: usize,
  x: usize, y: usize, r: usize, s: usize, v: usize, out: usize,
): void {
  weightsOf<f32>(op, source, n, m, d, x, y, r, s, v, out);
}

export function columnLogSumsF32(
  n: usize, m: usize, x: usize, y: usize, r: usize, s: usize,
  tops: usize, partial: usize, maxima: usize, sums: usize,
): void {
  columnLogSums<f32>(n, m, x, y, r, s, tops, partial, maxima, sums);
}

export function columnProductsF32(
  n: usize, m: usize, x: usize, y: usize, r: usize, s: usize, v: usize, partial: usize, out: usize,
): void {
  columnProducts<f32>(n, m, x, y, r, s, v, partial, out);
}

export function logSumsF64(
  source: i32, n: usize, m: usize, d: usize, x: usize, y: usize, s: usize, tile: usize, maxima: usize, sums: usize,
): void {
  logSumsOf<f64>(source, n, m, d, x, y, s, tile, maxima, sums);
}

export function weightsF64(
  op: i32, source: i32, n: usize, m: usize, d: usize,
  x: usize, y: usize, r: usize, s: usize, v: usize, out: usize,
): void {
  weightsOf<f64>(op, source, n, m, d, x, y, r, s, v, out);
}

export function columnLogSumsF64(
  n: usize, m: usize, x: usize, y: usize, r: usize, s: usize,
  tops: usize, partial: usize, maxima: usize, sums: usize,
): void {
  columnLogSums<f64>(n, m, x, y, r, s, tops, partial, maxima, sums);
}

export function columnProductsF64(
  n: usize, m: usize, x: usize, y: usize, r: usize, s: usize, v: usize, partial: usize, out: usize,
): void {
  columnProducts<f64>(n, m, x, y, r, s, v, partial, out);
}

export function fillNarrowF64(
  source: i32, n: usize, m: usize, d: usize, x: usize, y: usize, r: usize, s: usize, v: usize,
): void {
  if (source == STORED) fillNarrow(STORED, 0, n, m, d, x, y, r, s, v);
  else if (source == ARC) fillNarrow(ARC, 3, n, m, d, x, y, r, s, v);
  else if (source == ROOT) fillNarrow(ROOT, 0, n, m, d, x, y, r, s, v);
  else if (d == 2) fillNarrow(SQUARED, 2, n, m, d, x, y, r, s, v);
  else if (d == 3) fillNarrow(SQUARED, 3, n, m, d, x, y, r, s, v);
  else fillNarrow(SQUARED, 0, n, m, d, x, y, r, s, v);
}

export function totalsF32(
  source: i32, n: usize, m: usize, d: usize, x: usize, y: usize, r: usize, s: usize,
  partial: usize, rowSums: usize, columnSums: usize, rowCosts: usize,
): void {
  totalsOf<f32>(source, n, m, d, x, y, r, s, partial, rowSums, columnSums, rowCosts);
}

export function totalsF64(
  source: i32, n: usize, m: usize, d: usize, x: usize, y: usize, r: usize, s: usize,
  partial: usize, rowSums: usize, columnSums: usize, rowCosts: usize,
): void {
  totalsOf<f64>(source, n, m, d, x, y, r, s, partial, rowSums, columnSums, rowCosts);
}

export function iterateF32(n: usize, m: usize, K: usize, a: usize, v: usize, r: usize, partial: usize, w: usize): void {
  iterate<f32>(n, m, K, a, v, r, partial, w);
}

export function iterateF64(n: usize, m: usize, K: usize, a: usize, v: usize, r: usize, partial: usize, w: usize): void {
  iterate<f64>(n, m, K, a, v, r, partial, w);
}

/** Scratch of `logSums`, in bytes. */
export function tileBytes(): usize {
  return TILE;
}

/** Rows that `iterate` takes together. */
export function rowsAtOnce(): usize {
  return ROWS;
}

export function gemmScratchF32(): usize {
  return gemmScratch<f32>();
}

export function gemmScratchF64(): usize {
  return gemmScratch<f64>();
}

export function gemmF32(
  m: usize, n: usize, k: usize,
  a: usize, aRow: isize, aColumn: isize, b: usize, bRow: isize, bColumn: isize, c: usize, scratch: usize,
): void {
  gemm<f32>(m, n, k, a, aRow, aColumn, b, bRow, bColumn, c, scratch);
}

export function gemmF64(
  m: usize, n: usize, k: usize,
  a: usize, aRow: isize, aColumn: isize, b: usize, bRow: isize, bColumn: isize, c: usize, scratch: usize,
): void {
  gemm<f64>(m, n, k, a, aRow, aColumn, b, bRow, bColumn, c, scratch);
}
