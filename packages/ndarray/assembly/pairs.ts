// Kernels over all pairs (i, j) of two sets, with costs c_ij that are computed from points or read from a stored matrix.
//
// Costs and potentials arrive in units of ε·ln 2, so that the weight of a pair is 2^z with z_ij = r_i + s_j − c_ij:
// `r` is the row term [n], `s` the column term [m], −∞ where a column has no mass. The number of columns `m` is a whole
// number of vectors: the caller pads s with −∞.

import { cost, rowBytes, STORED } from './costs';
import { exp2, exp2OfLoss, exp2OfWeight, isWeightless, narrowWeight, weight } from './exp2';
import { at, flush, maxLanes, sumLanes } from './lanes';

/** What is made of the weights of each row. */
export const PRODUCT: i32 = 0; // out_i = Σ_j 2^z v_j
export const FILL: i32 = 1; // K_ij = 2^z, K [n, m] at v in bundles of `out` rows

/**
 * Bytes of a row taken at a time: its exponents stay in the first-level cache between their maximum and their sum, and its sum in T moves on to
 * f64 before rounding errors pile up.
 */
export const TILE: usize = 4096;

/** About the least number of T: a maximum of nothing that is finite, since −∞ − (−∞) is NaN. */
// @ts-ignore: decorator
@inline
function lowest<T extends number>(): f64 {
  return <f64><T>(sizeof<T>() == 4 ? -3e38 : -1e308);
}

/** Rows accumulated into columns in T before they are flushed into f64. */
const ROWS_PER_FLUSH: usize = 64;

/**
 * The logarithm to base two of each row's sum, log2 Σ_j 2^(s_j − c_ij), in one pass: a maximum, and the sum of powers relative to it, f64 [n]
 * each. `tile` is scratch of TILE bytes.
 */
// @ts-ignore: decorator
@inline
export function logSums<T extends number>(
  source: i32, D: usize,
  n: usize, m: usize, d: usize, x: usize, y: usize, s: usize, maxima: usize, sums: usize, tile: usize,
): void {
  const width = m * sizeof<T>();
  const step = rowBytes<T>(source, D, d, width);
  for (let i: usize = 0; i < n; i++) {
    const xi = x + i * step;
    let top: f64 = -Infinity;
    let total: f64 = 0;
    for (let start: usize = 0; start < width; start += TILE) {
      const bytes = min(width - start, TILE);
      let largest = v128.splat<T>(<T>-Infinity);
      for (let j: usize = 0; j < bytes; j += 16) {
        const z = v128.sub<T>(v128.load(s + start + j), cost<T>(source, D, d, xi, y, width, start + j));
        largest = v128.pmax<T>(largest, z);
        v128.store(tile + j, z);
      }
      const tileTop = maxLanes<T>(largest);
      // Nothing to add, and −∞ − (−∞) is NaN.
      if (tileTop == -Infinity) continue;
      if (tileTop > top) {
        total *= f64x2.extract_lane(exp2<f64>(f64x2.splat(top - tileTop)), 0);
        top = tileTop;
      }
      const shift = v128.splat<T>(<T>top);
      let sum = v128.splat<T>(<T>0);
      for (let j: usize = 0; j < bytes; j += 16) {
        sum = v128.add<T>(sum, exp2OfLoss<T>(v128.sub<T>(v128.load(tile + j), shift)));
      }
      total += sumLanes<T>(sum);
    }
    store<f64>(maxima + i * 8, top);
    store<f64>(sums + i * 8, total);
  }
}

/** The largest exponent of each row, max_j (s_j − c_ij), f64 [n] at `out`. */
// @ts-ignore: decorator
@inline
export function maxima<T extends number>(
  source: i32, D: usize, n: usize, m: usize, d: usize, x: usize, y: usize, s: usize, out: usize,
): void {
  const width = m * sizeof<T>();
  const step = rowBytes<T>(source, D, d, width);
  for (let i: usize = 0; i < n; i++) {
    const xi = x + i * step;
    let largest = v128.splat<T>(<T>-Infinity);
    for (let j: usize = 0; j < width; j += 16) {
      largest = v128.pmax<T>(largest, v128.sub<T>(v128.load(s + j), cost<T>(source, D, d, xi, y, width, j)));
    }
    store<f64>(out + i * 8, maxLanes<T>(largest));
  }
}

// Bundles of rows: of the rows in a bundle there is a vector each, then the next vector each, so that they are read together in one stream. In bundles
// of one row a matrix is row-major.

/** Where row i of width bytes starts. Its vectors are `bundle` vectors apart. */
// @ts-ignore: decorator
@inline
function bundledRow(to: usize, i: usize, width: usize, bundle: usize): usize {
  const place = i % bundle;
  return to + (i - place) * width + place * 16;
}

/** PRODUCT, with f64 [n] at `out`, or FILL of each row. */
// @ts-ignore: decorator
@inline
export function weights<T extends number>(
  op: i32, source: i32, D: usize,
  n: usize, m: usize, d: usize, x: usize, y: usize, r: usize, s: usize, v: usize, out: usize,
): void {
  const width = m * sizeof<T>();
  const step = rowBytes<T>(source, D, d, width);
  for (let i: usize = 0; i < n; i++) {
    const xi = x + i * step;
    const ri = v128.load_splat<T>(at<T>(r, i));
    let to = op == FILL ? bundledRow(v, i, width, out) : 0;
    let total: f64 = 0;
    for (let start: usize = 0; start < width; start += TILE) {
      const stop = min(width, start + TILE);
      let sum = v128.splat<T>(<T>0);
      for (let j = start; j < stop; j += 16) {
        const c = cost<T>(source, D, d, xi, y, width, j);
        const p = weight<T>(v128.sub<T>(v128.add<T>(ri, v128.load(s + j)), c));
        if (op == FILL) {
          v128.store(to, p);
          to += out * 16;
        } else sum = v128.add<T>(sum, v128.mul<T>(p, v128.load(v + j)));
      }
      total += sumLanes<T>(sum);
    }
    if (op != FILL) store<f64>(out + i * 8, total);
  }
}


/**
 * FILL in f32 from exponents in f64: an f32 kernel as good as its format, however large the potentials are that cancel in its exponents. `m` is a whole
 * number of f32 vectors.
 */
// @ts-ignore: decorator
@inline
export function fillNarrow(
  source: i32, D: usize, n: usize, m: usize, d: usize, x: usize, y: usize, r: usize, s: usize, v: usize, bundle: usize,
): void {
  const width = m * sizeof<f64>();
  const step = rowBytes<f64>(source, D, d, width);
  for (let i: usize = 0; i < n; i++) {
    const xi = x + i * step;
    const ri = v128.load_splat<f64>(at<f64>(r, i));
    let to = bundledRow(v, i, m * sizeof<f32>(), bundle);
    for (let j: usize = 0; j < width; j += 32) {
      const low = f64x2.sub(f64x2.add(ri, v128.load(s + j)), cost<f64>(source, D, d, xi, y, width, j));
      const high = f64x2.sub(f64x2.add(ri, v128.load(s + j, 16)), cost<f64>(source, D, d, xi, y, width, j + 16));
      v128.store(to, narrowWeight(low, high));
      to += bundle * 16;
    }
  }
}

/** The exponents of one row of a stored matrix at byte `j`; −∞ for a row past the last. */
// @ts-ignore: decorator
@inline
function storedExponents<T extends number>(row: usize, r: v128, s: v128, factor: usize, j: usize): v128 {
  return v128.sub<T>(v128.add<T>(r, s), v128.mul<T>(v128.load(row + j), v128.load_splat<T>(factor)));
}

/**
 * `logSums` of m columns of a stored matrix with `width` bytes a row, in one pass over its rows, four at a time so that one rescaling serves four
 * terms. `scratch` is T [2, m].
 */
// @ts-ignore: decorator
@inline
export function columnLogSums<T extends number>(
  n: usize, m: usize, width: usize, x: usize, y: usize, r: usize, s: usize, maxima: usize, sums: usize, scratch: usize,
): void {
  const end = m * sizeof<T>();
  const tops = scratch;
  const partial = scratch + end;
  const nothing = v128.splat<T>(<T>-Infinity);
  memory.fill(partial, 0, end);
  memory.fill(sums, 0, m * 8);
  for (let j: usize = 0; j < m; j++) store<f64>(maxima + j * 8, lowest<T>());
  // The first rows may have no mass.
  for (let j: usize = 0; j < end; j += 16) v128.store(tops + j, v128.splat<T>(<T>lowest<T>()));
  for (let i: usize = 0; i < n; i += 4) {
    const x0 = x + i * width;
    const x1 = i + 1 < n ? x0 + width : x0;
    const x2 = i + 2 < n ? x1 + width : x0;
    const x3 = i + 3 < n ? x2 + width : x0;
    const r0 = v128.load_splat<T>(at<T>(r, i));
    const r1 = i + 1 < n ? v128.load_splat<T>(at<T>(r, i + 1)) : nothing;
    const r2 = i + 2 < n ? v128.load_splat<T>(at<T>(r, i + 2)) : nothing;
    const r3 = i + 3 < n ? v128.load_splat<T>(at<T>(r, i + 3)) : nothing;
    for (let j: usize = 0; j < end; j += 16) {
      const sj = v128.load(s + j);
      const z0 = storedExponents<T>(x0, r0, sj, y, j);
      const z1 = storedExponents<T>(x1, r1, sj, y, j);
      const z2 = storedExponents<T>(x2, r2, sj, y, j);
      const z3 = storedExponents<T>(x3, r3, sj, y, j);
      const before = v128.load(tops + j);
      const top = v128.pmax<T>(before, v128.pmax<T>(v128.pmax<T>(z0, z1), v128.pmax<T>(z2, z3)));
      const p01 = v128.add<T>(exp2OfLoss<T>(v128.sub<T>(z0, top)), exp2OfLoss<T>(v128.sub<T>(z1, top)));
      const p23 = v128.add<T>(exp2OfLoss<T>(v128.sub<T>(z2, top)), exp2OfLoss<T>(v128.sub<T>(z3, top)));
      const kept = v128.mul<T>(v128.load(partial + j), exp2OfLoss<T>(v128.sub<T>(before, top)));
      v128.store(partial + j, v128.add<T>(kept, v128.add<T>(p01, p23)));
      v128.store(tops + j, top);
    }
    if ((i + 4) % ROWS_PER_FLUSH == 0) mergeLogSums<T>(m, tops, partial, maxima, sums);
  }
  mergeLogSums<T>(m, tops, partial, maxima, sums);
  for (let j: usize = 0; j < m; j++) {
    if (load<f64>(maxima + j * 8) == lowest<T>()) store<f64>(maxima + j * 8, -Infinity);
  }
}

/** `maxima` of m columns of a stored matrix with `width` bytes a row, in one pass over its rows. `tops` is scratch of T [m]. */
// @ts-ignore: decorator
@inline
export function columnMaxima<T extends number>(
  n: usize, m: usize, width: usize, x: usize, y: usize, r: usize, out: usize, tops: usize,
): void {
  const end = m * sizeof<T>();
  const none = v128.splat<T>(<T>0);
  for (let j: usize = 0; j < end; j += 16) v128.store(tops + j, v128.splat<T>(<T>-Infinity));
  for (let i: usize = 0; i < n; i++) {
    const xi = x + i * width;
    const ri = v128.load_splat<T>(at<T>(r, i));
    for (let j: usize = 0; j < end; j += 16) {
      v128.store(tops + j, v128.pmax<T>(v128.load(tops + j), storedExponents<T>(xi, ri, none, y, j)));
    }
  }
  for (let j: usize = 0; j < m; j++) store<f64>(out + j * 8, <f64>load<T>(at<T>(tops, j)));
}

/** Moves sums relative to `tops` on to f64 sums relative to `maxima`, which are no larger and become the tops; and clears them. */
// @ts-ignore: decorator
@inline
function mergeLogSums<T extends number>(m: usize, tops: usize, partial: usize, maxima: usize, sums: usize): void {
  for (let j: usize = 0; j < m; j++) {
    const top = <f64>load<T>(at<T>(tops, j));
    const kept = f64x2.extract_lane(exp2<f64>(f64x2.splat(load<f64>(maxima + j * 8) - top)), 0);
    store<f64>(sums + j * 8, load<f64>(sums + j * 8) * kept + <f64>load<T>(at<T>(partial, j)));
    store<f64>(maxima + j * 8, top);
    store<T>(at<T>(partial, j), <T>0);
  }
}

/**
 * PRODUCT of m columns of a stored matrix, with `width` bytes a row, and v [n], in one pass over its rows; f64 [m] at `out`. `partial` is scratch of
 * T [m].
 */
// @ts-ignore: decorator
@inline
export function columnProducts<T extends number>(
  n: usize, m: usize, width: usize, x: usize, y: usize, r: usize, s: usize, v: usize, out: usize, partial: usize,
): void {
  const end = m * sizeof<T>();
  memory.fill(partial, 0, end);
  memory.fill(out, 0, m * 8);
  for (let i: usize = 0; i < n; i++) {
    const xi = x + i * width;
    const ri = v128.load_splat<T>(at<T>(r, i));
    const vi = v128.load_splat<T>(at<T>(v, i));
    for (let j: usize = 0; j < end; j += 16) {
      const p = weight<T>(storedExponents<T>(xi, ri, v128.load(s + j), y, j));
      v128.store(partial + j, v128.add<T>(v128.load(partial + j), v128.mul<T>(p, vi)));
    }
    if ((i + 1) % ROWS_PER_FLUSH == 0) flush<T>(partial, out, m);
  }
  flush<T>(partial, out, m);
}

/**
 * One pass over some rows of the plan P_ij = 2^z_ij: their sums, the sums of their columns, and the cost Σ_j P_ij c_ij of each row (in the
 * units of c). `partial` is scratch of T [m]; the three outputs are f64.
 */
// @ts-ignore: decorator
@inline
export function totals<T extends number>(
  source: i32, D: usize, n: usize, m: usize, d: usize, x: usize, y: usize, r: usize, s: usize,
  rowSums: usize, columnSums: usize, rowCosts: usize, partial: usize,
): void {
  const width = m * sizeof<T>();
  const step = rowBytes<T>(source, D, d, width);
  memory.fill(partial, 0, width);
  memory.fill(columnSums, 0, m * 8);
  for (let i: usize = 0; i < n; i++) {
    const xi = x + i * step;
    const ri = v128.load_splat<T>(at<T>(r, i));
    let mass: f64 = 0;
    let movedByRow: f64 = 0;
    for (let start: usize = 0; start < width; start += TILE) {
      const stop = min(width, start + TILE);
      let sum = v128.splat<T>(<T>0);
      let sumOfCosts = v128.splat<T>(<T>0);
      for (let j = start; j < stop; j += 16) {
        const c = cost<T>(source, D, d, xi, y, width, j);
        const z = v128.sub<T>(v128.add<T>(ri, v128.load(s + j)), c);
        const weightless = isWeightless<T>(z);
        const p = v128.andnot(exp2OfWeight<T>(z), weightless);
        sum = v128.add<T>(sum, p);
        // A cost may be infinite in these units; it has no weight then, and 0·∞ is NaN.
        const moved = v128.andnot(v128.mul<T>(p, c), weightless);
        sumOfCosts = v128.add<T>(sumOfCosts, moved);
        v128.store(partial + j, v128.add<T>(v128.load(partial + j), p));
      }
      mass += sumLanes<T>(sum);
      movedByRow += sumLanes<T>(sumOfCosts);
    }
    store<f64>(rowSums + i * 8, mass);
    store<f64>(rowCosts + i * 8, movedByRow);
    if ((i + 1) % ROWS_PER_FLUSH == 0) flush<T>(partial, columnSums, m);
  }
  flush<T>(partial, columnSums, m);
}
