// The exports of the kernel module: each kernel in f32 and f64. Operations and sources are numbered in pairs.ts.

import { gemm, gemmScratch } from './gemm';
import { columns, FILL, MAXIMUM, PRODUCT, ROOT, rows, SQUARED, STORED, SUM, totals } from './pairs';
import { iterate } from './scaling';

/** Picks the compiled variant: the dimensions that point clouds mostly have get kernels of their own. */
// @ts-ignore: decorator
@inline
function rowsOf<T extends number>(
  op: i32, source: i32, n: usize, m: usize, d: usize,
  x: usize, y: usize, r: usize, s: usize, v: usize, out: usize,
): void {
  if (source == STORED) {
    if (op == SUM) rows<T>(SUM, STORED, 0, n, m, d, x, y, r, s, v, out);
    else if (op == MAXIMUM) rows<T>(MAXIMUM, STORED, 0, n, m, d, x, y, r, s, v, out);
    else if (op == PRODUCT) rows<T>(PRODUCT, STORED, 0, n, m, d, x, y, r, s, v, out);
    else rows<T>(FILL, STORED, 0, n, m, d, x, y, r, s, v, out);
  } else if (source == ROOT) {
    if (op == SUM) rows<T>(SUM, ROOT, 0, n, m, d, x, y, r, s, v, out);
    else if (op == MAXIMUM) rows<T>(MAXIMUM, ROOT, 0, n, m, d, x, y, r, s, v, out);
    else if (op == PRODUCT) rows<T>(PRODUCT, ROOT, 0, n, m, d, x, y, r, s, v, out);
    else rows<T>(FILL, ROOT, 0, n, m, d, x, y, r, s, v, out);
  } else if (op == SUM) {
    if (d == 1) rows<T>(SUM, SQUARED, 1, n, m, d, x, y, r, s, v, out);
    else if (d == 2) rows<T>(SUM, SQUARED, 2, n, m, d, x, y, r, s, v, out);
    else if (d == 3) rows<T>(SUM, SQUARED, 3, n, m, d, x, y, r, s, v, out);
    else rows<T>(SUM, SQUARED, 0, n, m, d, x, y, r, s, v, out);
  } else if (op == MAXIMUM) rows<T>(MAXIMUM, SQUARED, 0, n, m, d, x, y, r, s, v, out);
  else if (op == PRODUCT) rows<T>(PRODUCT, SQUARED, 0, n, m, d, x, y, r, s, v, out);
  else if (d == 2) rows<T>(FILL, SQUARED, 2, n, m, d, x, y, r, s, v, out);
  else if (d == 3) rows<T>(FILL, SQUARED, 3, n, m, d, x, y, r, s, v, out);
  else rows<T>(FILL, SQUARED, 0, n, m, d, x, y, r, s, v, out);
}

// @ts-ignore: decorator
@inline
function columnsOf<T extends number>(
  op: i32, n: usize, m: usize, x: usize, y: usize, r: usize, s: usize, v: usize, partial: usize, out: usize,
): void {
  if (op == SUM) columns<T>(SUM, n, m, x, y, r, s, v, partial, out);
  else if (op == MAXIMUM) columns<T>(MAXIMUM, n, m, x, y, r, s, v, partial, out);
  else columns<T>(PRODUCT, n, m, x, y, r, s, v, partial, out);
}

// @ts-ignore: decorator
@inline
function totalsOf<T extends number>(
  source: i32, n: usize, m: usize, d: usize, x: usize, y: usize, r: usize, s: usize,
  partial: usize, rowSums: usize, columnSums: usize, rowCosts: usize,
): void {
  if (source == STORED) totals<T>(STORED, n, m, d, x, y, r, s, partial, rowSums, columnSums, rowCosts);
  else if (source == ROOT) totals<T>(ROOT, n, m, d, x, y, r, s, partial, rowSums, columnSums, rowCosts);
  else totals<T>(SQUARED, n, m, d, x, y, r, s, partial, rowSums, columnSums, rowCosts);
}

export function rowsF32(
  op: i32, source: i32, n: usize, m: usize, d: usize,
  x: usize, y: usize, r: usize, s: usize, v: usize, out: usize,
): void {
  rowsOf<f32>(op, source, n, m, d, x, y, r, s, v, out);
}

export function rowsF64(
  op: i32, source: i32, n: usize, m: usize, d: usize,
  x: usize, y: usize, r: usize, s: usize, v: usize, out: usize,
): void {
  rowsOf<f64>(op, source, n, m, d, x, y, r, s, v, out);
}

export function columnsF32(
  op: i32, n: usize, m: usize, x: usize, y: usize, r: usize, s: usize, v: usize, partial: usize, out: usize,
): void {
  columnsOf<f32>(op, n, m, x, y, r, s, v, partial, out);
}

export function columnsF64(
  op: i32, n: usize, m: usize, x: usize, y: usize, r: usize, s: usize, v: usize, partial: usize, out: usize,
): void {
  columnsOf<f64>(op, n, m, x, y, r, s, v, partial, out);
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
