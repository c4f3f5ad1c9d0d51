// The kernel form of Sinkhorn's iteration, K read from memory once for both half-steps.

import { flush, sumLanes } from './lanes';

/** Vectors summed in T before the sum moves on to f64. */
const VECTORS_PER_FLUSH: usize = 64;

/** Rows accumulated into columns in T before they are flushed into f64. A multiple of ROWS. */
const ROWS_PER_FLUSH: usize = 64;

/** Rows taken together: read from memory for K·v, in one stream, and again from the cache for Kᵀ·u. */
export const ROWS: usize = 4;

/** Adds Σ_i u_i k_i to one vector of the sums, of a bundle of rows. */
// @ts-ignore: decorator
@inline
function addRows<T extends number>(
  sums: usize, k: usize, u0: v128, u1: v128, u2: v128, u3: v128,
): void {
  const p01 = v128.add<T>(v128.mul<T>(v128.load(k), u0), v128.mul<T>(v128.load(k, 16), u1));
  const p23 = v128.add<T>(v128.mul<T>(v128.load(k, 32), u2), v128.mul<T>(v128.load(k, 48), u3));
  v128.store(sums, v128.add<T>(v128.load(sums), v128.add<T>(p01, p23)));
}

/**
 * r = K v, then w = Kᵀ (a / r), for some rows K [n, m] of a kernel in bundles of ROWS, with n a multiple of that and m of the lanes: the caller pads K with rows of
 * ones, a and v with zeros. `a` and `r` are f64 [n], `v` is T [m], `w` is f64 [m], `partial` is scratch of T [m].
 */
// @ts-ignore: decorator
@inline
export function iterate<T extends number>(
  n: usize, m: usize, K: usize, a: usize, v: usize, r: usize, w: usize, partial: usize,
): void {
  const width = m * sizeof<T>();
  memory.fill(partial, 0, width);
  memory.fill(w, 0, m * 8);
  for (let i: usize = 0; i < n; i += ROWS) {
    const rows = K + i * width;
    let r0: f64 = 0;
    let r1: f64 = 0;
    let r2: f64 = 0;
    let r3: f64 = 0;
    for (let j: usize = 0; j < width; ) {
      const stop = min(width, j + VECTORS_PER_FLUSH * 16);
      let s0 = v128.splat<T>(<T>0);
      let s1 = s0;
      let s2 = s0;
      let s3 = s0;
      for (; j < stop; j += 16) {
        const k = rows + j * ROWS;
        const vj = v128.load(v + j);
        s0 = v128.add<T>(s0, v128.mul<T>(v128.load(k), vj));
        s1 = v128.add<T>(s1, v128.mul<T>(v128.load(k, 16), vj));
        s2 = v128.add<T>(s2, v128.mul<T>(v128.load(k, 32), vj));
        s3 = v128.add<T>(s3, v128.mul<T>(v128.load(k, 48), vj));
      }
      r0 += sumLanes<T>(s0);
      r1 += sumLanes<T>(s1);
      r2 += sumLanes<T>(s2);
      r3 += sumLanes<T>(s3);
    }
    store<f64>(r + i * 8, r0);
    store<f64>(r + i * 8, r1, 8);
    store<f64>(r + i * 8, r2, 16);
    store<f64>(r + i * 8, r3, 24);
    const u0 = v128.splat<T>(<T>(load<f64>(a + i * 8) / r0));
    const u1 = v128.splat<T>(<T>(load<f64>(a + i * 8, 8) / r1));
    const u2 = v128.splat<T>(<T>(load<f64>(a + i * 8, 16) / r2));
    const u3 = v128.splat<T>(<T>(load<f64>(a + i * 8, 24) / r3));
    let j: usize = 0;
    for (const pairs = width & ~31; j < pairs; j += 32) {
      addRows<T>(partial + j, rows + j * ROWS, u0, u1, u2, u3);
      addRows<T>(partial + j + 16, rows + (j + 16) * ROWS, u0, u1, u2, u3);
    }
    if (j < width) addRows<T>(partial + j, rows + j * ROWS, u0, u1, u2, u3);
    if ((i + ROWS) % ROWS_PER_FLUSH == 0) flush<T>(partial, w, m);
  }
  flush<T>(partial, w, m);
}
