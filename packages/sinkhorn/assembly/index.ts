// The kernels of many small problems, in f64: everything of a problem stays in the first levels of the cache, so that what counts is to do much in one
// call. `n` and `m` are the numbers of sources and targets, `rows` and `columns` the same padded to whole groups of GROUP and to whole vectors. Lines are padded with
// zeros, costs with a column so dear that the kernel is zero there, and the kernel with rows of ones.

import { exp } from '../../ndarray/assembly/elementwise/exp';
import { log } from '../../ndarray/assembly/elementwise/log';
import { weight } from '../../ndarray/assembly/exp2';

/** Rows that are taken together. */
const GROUP: usize = 4;

/** Scalings of columns are no larger than exp(this), as those with weight never are: without weight they are of no account, but zero times infinity is NaN. */
const LARGEST_LOG: f64 = 700;

// @ts-ignore: decorator
@inline
function zero(): v128 {
  return f64x2.splat(0);
}

// @ts-ignore: decorator
@inline
function sumOf(v: v128): f64 {
  return f64x2.extract_lane(v, 0) + f64x2.extract_lane(v, 1);
}

/** out ← −log x */
// @ts-ignore: decorator
@inline
function negativeLogs(count: usize, x: usize, out: usize): void {
  for (let k: usize = 0; k < count * 8; k += 16) v128.store(out + k, f64x2.neg(log<f64>(v128.load(x + k))));
}

/**
 * Tight potentials: α_i = min_j C_ij − g_j and β_j = min_i C_ij − α_i ≥ g_j, over the rows with weight. Every row and every column has an entry where
 * α_i + β_j = C_ij, and none is above. `g` is −∞ where a column has no weight.
 */
export function tighten(
  n: usize, m: usize, columns: usize, C: usize, a: usize, g: usize, alpha: usize, beta: usize,
): void {
  const width = columns * 8;
  for (let j: usize = 0; j < width; j += 16) v128.store(beta + j, f64x2.splat(Infinity));
  for (let i: usize = 0; i < n; i++) {
    const row = C + i * width;
    let least = f64x2.splat(Infinity);
    for (let j: usize = 0; j < width; j += 16) {
      least = f64x2.pmin(least, f64x2.sub(v128.load(row + j), v128.load(g + j)));
    }
    const own = min(f64x2.extract_lane(least, 0), f64x2.extract_lane(least, 1));
    store<f64>(alpha + i * 8, own);
    if (load<f64>(a + i * 8) == 0) continue;
    for (let j: usize = 0; j < width; j += 16) {
      v128.store(beta + j, f64x2.pmin(v128.load(beta + j), f64x2.sub(v128.load(row + j), f64x2.splat(own))));
    }
  }
  memory.fill(beta + m * 8, 0, width - m * 8);
}

/** K_ij = exp((α_i + β_j − C_ij)/ε), with unit = log2(e)/ε. */
export function fill(n: usize, columns: usize, C: usize, alpha: usize, beta: usize, unit: f64, K: usize): void {
  const width = columns * 8;
  const scale = f64x2.splat(unit);
  for (let i: usize = 0; i < n; i++) {
    const row = C + i * width;
    const to = K + i * width;
    const own = v128.load_splat<f64>(alpha + i * 8);
    for (let j: usize = 0; j < width; j += 16) {
      const z = f64x2.sub(f64x2.add(own, v128.load(beta + j)), v128.load(row + j));
      v128.store(to + j, weight<f64>(f64x2.mul(z, scale)));
    }
  }
}

/** Whether all numbers are in [−limit, limit]. */
// @ts-ignore: decorator
@inline
function within(count: usize, x: usize, limit: f64): bool {
  for (let k: usize = 0; k < count * 8; k += 8) if (!(Math.abs(load<f64>(x + k)) <= limit)) return false;
  return true;
}

/** Σ x_k y_k over the x_k ≠ 0, and Σ |x_k y_k|, in two lanes. */
// @ts-ignore: decorator
@inline
function dots(count: usize, x: usize, y: usize): v128 {
  let total = zero();
  for (let k: usize = 0; k < count * 8; k += 8) {
    const weight = load<f64>(x + k);
    if (weight == 0) continue;
    const product = weight * load<f64>(y + k);
    total = f64x2.add(total, f64x2(product, Math.abs(product)));
  }
  return total;
}

/** Whether all of log v = (g − β + shift)/ε, which is computed, are in [−limit, limit]. Of the lines, `m` numbers count. */
export function rescale(
  m: usize, columns: usize, g: usize, beta: usize, shift: f64, epsilon: f64, limit: f64, logV: usize,
): bool {
  const width = columns * 8;
  const offset = f64x2.splat(shift);
  const divisor = f64x2.splat(epsilon);
  for (let j: usize = 0; j < width; j += 16) {
    const difference = f64x2.add(f64x2.sub(v128.load(g + j), v128.load(beta + j)), offset);
    v128.store(logV + j, f64x2.div(difference, divisor));
  }
  return within(m, logV, limit);
}

/**
 * bv = b v, r = K (b v), log u = −log r and au = a u, from log v: the sums ⟨a, log u⟩ + ⟨b, log v⟩, and of the magnitudes, go to `found` [2]. Whether all of log u
 * are in [−limit, limit].
 */
export function rows(
  n: usize, m: usize, rows: usize, columns: usize, K: usize, a: usize, b: usize, logV: usize, limit: f64,
  bv: usize, r: usize, logU: usize, au: usize, found: usize,
): bool {
  const width = columns * 8;
  const largest = f64x2.splat(LARGEST_LOG);
  for (let j: usize = 0; j < width; j += 16) {
    const v = exp<f64>(f64x2.pmin(v128.load(logV + j), largest));
    v128.store(bv + j, f64x2.mul(v128.load(b + j), v));
  }
  for (let i: usize = 0; i < rows; i += GROUP) {
    const k0 = K + i * width;
    const k1 = k0 + width;
    const k2 = k1 + width;
    const k3 = k2 + width;
    let s0 = zero();
    let s1 = zero();
    let s2 = zero();
    let s3 = zero();
    for (let j: usize = 0; j < width; j += 16) {
      const v = v128.load(bv + j);
      s0 = f64x2.add(s0, f64x2.mul(v128.load(k0 + j), v));
      s1 = f64x2.add(s1, f64x2.mul(v128.load(k1 + j), v));
      s2 = f64x2.add(s2, f64x2.mul(v128.load(k2 + j), v));
      s3 = f64x2.add(s3, f64x2.mul(v128.load(k3 + j), v));
    }
    store<f64>(r + i * 8, sumOf(s0));
    store<f64>(r + i * 8, sumOf(s1), 8);
    store<f64>(r + i * 8, sumOf(s2), 16);
    store<f64>(r + i * 8, sumOf(s3), 24);
  }
  negativeLogs(rows, r, logU);
  for (let i: usize = 0; i < rows * 8; i += 16) v128.store(au + i, f64x2.div(v128.load(a + i), v128.load(r + i)));
  v128.store(found, f64x2.add(dots(n, a, logU), dots(m, b, logV)));
  return within(n, logU, limit);
}

/**
 * w = b v Kᵀ (a u), the column sums of the plan, and S(g)_j = τ (β_j − shift − ε log (w/(b v))_j), with what the column sums are above b: its L1 norm goes to `found`. Whether
 * all logarithms are in [−limit, limit].
 */
export function columns(
  m: usize, rows: usize, columns: usize, K: usize, au: usize, b: usize, bv: usize,
  beta: usize, shift: f64, epsilon: f64, tau: f64, limit: f64, w: usize, image: usize, excess: usize, found: usize,
): bool {
  const width = columns * 8;
  memory.fill(w, 0, width);
  for (let i: usize = 0; i < rows; i += GROUP) {
    const k0 = K + i * width;
    const k1 = k0 + width;
    const k2 = k1 + width;
    const k3 = k2 + width;
    const u0 = v128.load_splat<f64>(au + i * 8);
    const u1 = v128.load_splat<f64>(au + i * 8, 8);
    const u2 = v128.load_splat<f64>(au + i * 8, 16);
    const u3 = v128.load_splat<f64>(au + i * 8, 24);
    for (let j: usize = 0; j < width; j += 16) {
      const s01 = f64x2.add(f64x2.mul(v128.load(k0 + j), u0), f64x2.mul(v128.load(k1 + j), u1));
      const s23 = f64x2.add(f64x2.mul(v128.load(k2 + j), u2), f64x2.mul(v128.load(k3 + j), u3));
      v128.store(w + j, f64x2.add(v128.load(w + j), f64x2.add(s01, s23)));
    }
  }
  negativeLogs(columns, w, image);
  const trusted = within(m, image, limit);
  const offset = f64x2.splat(shift);
  const unit = f64x2.splat(epsilon);
  const damping = f64x2.splat(tau);
  let error = zero();
  for (let j: usize = 0; j < width; j += 16) {
    const potential = f64x2.add(f64x2.sub(v128.load(beta + j), offset), f64x2.mul(unit, v128.load(image + j)));
    v128.store(image + j, f64x2.mul(damping, potential));
    const own = f64x2.mul(v128.load(w + j), v128.load(bv + j));
    const above = f64x2.sub(own, v128.load(b + j));
    v128.store(w + j, own);
    v128.store(excess + j, above);
    error = f64x2.add(error, f64x2.abs(above));
  }
  store<f64>(found, sumOf(error));
  return trusted;
}

/** Σ_ij P_ij C_ij for P_ij = a_i b_j K_ij, with the row sums and the column sums of P. */
export function totals(
  n: usize, columns: usize, C: usize, K: usize, a: usize, b: usize, rowSums: usize, columnSums: usize,
): f64 {
  const width = columns * 8;
  let cost: f64 = 0;
  memory.fill(columnSums, 0, width);
  for (let i: usize = 0; i < n; i++) {
    const row = C + i * width;
    const kernel = K + i * width;
    const own = v128.load_splat<f64>(a + i * 8);
    let mass = zero();
    let moved = zero();
    for (let j: usize = 0; j < width; j += 16) {
      const p = f64x2.mul(f64x2.mul(own, v128.load(kernel + j)), v128.load(b + j));
      mass = f64x2.add(mass, p);
      moved = f64x2.add(moved, f64x2.mul(p, v128.load(row + j)));
      v128.store(columnSums + j, f64x2.add(v128.load(columnSums + j), p));
    }
    store<f64>(rowSums + i * 8, sumOf(mass));
    cost += sumOf(moved);
  }
  return cost;
}

/** The first m columns of C_ij = |x_i − y_j|² · factor, for points x [n, d] and coordinates y [d, columns]. The padding stays as it is. */
export function squaredDistances(
  n: usize, m: usize, columns: usize, d: usize, x: usize, y: usize, factor: f64, C: usize,
): void {
  const width = columns * 8;
  const whole = (m & ~1) * 8;
  const scale = f64x2.splat(factor);
  for (let i: usize = 0; i < n; i++) {
    const from = x + i * d * 8;
    const to = C + i * width;
    for (let j: usize = 0; j < m * 8; j += 16) {
      let sum = zero();
      for (let k: usize = 0; k < d; k++) {
        const difference = f64x2.sub(v128.load_splat<f64>(from + k * 8), v128.load(y + k * width + j));
        sum = f64x2.add(sum, f64x2.mul(difference, difference));
      }
      const cost = f64x2.mul(sum, scale);
      if (j < whole) v128.store(to + j, cost);
      else v128.store64_lane(to + j, cost, 0);
    }
  }
}
