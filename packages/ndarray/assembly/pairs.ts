// Kernels over all pairs (i, j) of two sets, with costs c_ij that are computed from points or read from a stored matrix.
//
// Costs and potentials arrive in units of ε·ln 2, so that the weight of a pair is 2^z with z_ij = r_i + s_j − c_ij:
// `r` is the row term [n], `s` the column term [m], −∞ where a column has no mass. The number of columns `m` is a whole
// number of vectors: the caller pads s with −∞.

import { at, flush, maxLanes, sumLanes } from './lanes';
import { exp2, weight } from './exp2';

/** Where costs come from. */
export const SQUARED: i32 = 0; // |x_i − y_j|², x [n, d] point by point, y [d, m] coordinate by coordinate
export const ROOT: i32 = 1; // |x_i − y_j|, laid out alike
export const STORED: i32 = 2; // C [n, m] at x, times the factor at y

/** What is made of each row. */
export const SUM: i32 = 0; // out_i = Σ_j 2^z
export const MAXIMUM: i32 = 1; // out_i = max_j z
export const PRODUCT: i32 = 2; // out_i = Σ_j 2^z v_j
export const FILL: i32 = 3; // K_ij = 2^z, K [n, m] at v

/** Vectors summed in T before the sum moves on to f64, which bounds the rounding error of long sums in f32. */
const VECTORS_PER_FLUSH: usize = 64;

/** Rows accumulated into columns in T before they are flushed into f64, for the same reason. */
const ROWS_PER_FLUSH: usize = 64;

/**
 * The costs of row i (at `xi`) against the vector of columns at byte `j`. `D` is the dimension where it is known when
 * the kernel is compiled, and 0 where it is `d`.
 */
// @ts-ignore: decorator
@inline
function cost<T extends number>(source: i32, D: usize, d: usize, xi: usize, y: usize, width: usize, j: usize): v128 {
  if (source == STORED) return v128.mul<T>(v128.load(xi + j), v128.load_splat<T>(y));
  let delta = v128.sub<T>(v128.load_splat<T>(xi), v128.load(y + j));
  let sum = v128.mul<T>(delta, delta);
  if (D == 0) {
    for (let k: usize = 1; k < d; k++) {
      delta = v128.sub<T>(v128.load_splat<T>(at<T>(xi, k)), v128.load(y + k * width + j));
      sum = v128.add<T>(sum, v128.mul<T>(delta, delta));
    }
  } else {
    if (D > 1) {
      delta = v128.sub<T>(v128.load_splat<T>(xi, sizeof<T>()), v128.load(y + width + j));
      sum = v128.add<T>(sum, v128.mul<T>(delta, delta));
    }
    if (D > 2) {
      delta = v128.sub<T>(v128.load_splat<T>(xi, 2 * sizeof<T>()), v128.load(y + 2 * width + j));
      sum = v128.add<T>(sum, v128.mul<T>(delta, delta));
    }
  }
  return source == ROOT ? v128.sqrt<T>(sum) : sum;
}

/** Bytes from one row of x, or of C, to the next. */
// @ts-ignore: decorator
@inline
function rowBytes<T extends number>(source: i32, D: usize, d: usize, width: usize): usize {
  return source == STORED ? width : (D == 0 ? d : D) * sizeof<T>();
}

/** Reduces each row; `v` is the vector of PRODUCT or the matrix of FILL; `out` is f64 [n]. */
// @ts-ignore: decorator
@inline
export function rows<T extends number>(
  op: i32, source: i32, D: usize,
  n: usize, m: usize, d: usize, x: usize, y: usize, r: usize, s: usize, v: usize, out: usize,
): void {
  const width = m * sizeof<T>();
  const step = rowBytes<T>(source, D, d, width);
  for (let i: usize = 0; i < n; i++) {
    const xi = x + i * step;
    const ri = v128.load_splat<T>(at<T>(r, i));
    let total: f64 = 0;
    let largest = v128.splat<T>(<T>-Infinity);
    for (let j: usize = 0; j < width; ) {
      const stop = min(width, j + VECTORS_PER_FLUSH * 16);
      let sum = v128.splat<T>(<T>0);
      for (; j < stop; j += 16) {
        const c = cost<T>(source, D, d, xi, y, width, j);
        const z = v128.sub<T>(v128.add<T>(ri, v128.load(s + j)), c);
        if (op == MAXIMUM) {
          largest = v128.pmax<T>(largest, z);
        } else if (op == FILL) {
          v128.store(v + i * width + j, weight<T>(z));
        } else if (op == PRODUCT) {
          sum = v128.add<T>(sum, v128.mul<T>(weight<T>(z), v128.load(v + j)));
        } else {
          sum = v128.add<T>(sum, exp2<T>(z));
        }
      }
      total += sumLanes<T>(sum);
    }
    if (op == MAXIMUM) store<f64>(out + i * 8, maxLanes<T>(largest));
    else if (op != FILL) store<f64>(out + i * 8, total);
  }
}

/**
 * Reduces each column of a stored matrix in one pass over its rows: SUM, MAXIMUM or PRODUCT (with v [n]). `partial` is
 * scratch of T [m]; `out` is f64 [m]. Both are overwritten.
 */
// @ts-ignore: decorator
@inline
export function columns<T extends number>(
  op: i32, n: usize, m: usize, x: usize, y: usize, r: usize, s: usize, v: usize, partial: usize, out: usize,
): void {
  const width = m * sizeof<T>();
  const start = v128.splat<T>(<T>(op == MAXIMUM ? -Infinity : 0));
  for (let j: usize = 0; j < width; j += 16) v128.store(partial + j, start);
  memory.fill(out, 0, m * 8);
  for (let i: usize = 0; i < n; i++) {
    const xi = x + i * width;
    const ri = v128.load_splat<T>(at<T>(r, i));
    const vi = op == PRODUCT ? v128.load_splat<T>(at<T>(v, i)) : ri;
    for (let j: usize = 0; j < width; j += 16) {
      const z = v128.sub<T>(v128.add<T>(ri, v128.load(s + j)), cost<T>(STORED, 0, 0, xi, y, width, j));
      const before = v128.load(partial + j);
      if (op == MAXIMUM) v128.store(partial + j, v128.pmax<T>(before, z));
      else if (op == PRODUCT) v128.store(partial + j, v128.add<T>(before, v128.mul<T>(weight<T>(z), vi)));
      else v128.store(partial + j, v128.add<T>(before, exp2<T>(z)));
    }
    if (op != MAXIMUM && (i + 1) % ROWS_PER_FLUSH == 0) flush<T>(partial, out, m);
  }
  // A maximum flushes like a sum: 0 + max.
  flush<T>(partial, out, m);
}

/**
 * One pass over the plan P_ij = 2^z_ij: its row sums, its column sums, and the cost Σ_j P_ij c_ij of each row (in the
 * units of c). `partial` is scratch of T [m]; the three outputs are f64.
 */
// @ts-ignore: decorator
@inline
export function totals<T extends number>(
  source: i32, n: usize, m: usize, d: usize, x: usize, y: usize, r: usize, s: usize,
  partial: usize, rowSums: usize, columnSums: usize, rowCosts: usize,
): void {
  const width = m * sizeof<T>();
  const step = rowBytes<T>(source, 0, d, width);
  memory.fill(partial, 0, width);
  memory.fill(columnSums, 0, m * 8);
  for (let i: usize = 0; i < n; i++) {
    const xi = x + i * step;
    const ri = v128.load_splat<T>(at<T>(r, i));
    let mass: f64 = 0;
    let moved: f64 = 0;
    for (let j: usize = 0; j < width; ) {
      const stop = min(width, j + VECTORS_PER_FLUSH * 16);
      let sum = v128.splat<T>(<T>0);
      let sumOfCosts = v128.splat<T>(<T>0);
      for (; j < stop; j += 16) {
        const c = cost<T>(source, 0, d, xi, y, width, j);
        const p = weight<T>(v128.sub<T>(v128.add<T>(ri, v128.load(s + j)), c));
        sum = v128.add<T>(sum, p);
        sumOfCosts = v128.add<T>(sumOfCosts, v128.mul<T>(p, c));
        v128.store(partial + j, v128.add<T>(v128.load(partial + j), p));
      }
      mass += sumLanes<T>(sum);
      moved += sumLanes<T>(sumOfCosts);
    }
    store<f64>(rowSums + i * 8, mass);
    store<f64>(rowCosts + i * 8, moved);
    if ((i + 1) % ROWS_PER_FLUSH == 0) flush<T>(partial, columnSums, m);
  }
  flush<T>(partial, columnSums, m);
}
