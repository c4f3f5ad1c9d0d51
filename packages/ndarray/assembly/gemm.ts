// C = A·B by packed panels and a 6 × 2-vector micro-kernel (Goto & van de Geijn, "Anatomy of high-performance matrix
// multiplication", 2008). A and B may have any strides, negative too; C is row-major and contiguous.

import { at, lanes } from './lanes';

const PANEL_ROWS: usize = 6;
/** Rows of A, and depth, of the block that stays in the second-level cache; columns of B of the one in the third. */
const BLOCK_ROWS: usize = 96;
const BLOCK_DEPTH: usize = 256;
const BLOCK_COLUMNS: usize = 1024;

/** Columns of a panel of B. */
// @ts-ignore: decorator
@inline
function panelColumns<T extends number>(): usize {
  return 2 * lanes<T>();
}

/** Bytes of scratch that `gemm` needs. */
// @ts-ignore: decorator
@inline
export function gemmScratch<T extends number>(): usize {
  return (BLOCK_ROWS * BLOCK_DEPTH + BLOCK_DEPTH * BLOCK_COLUMNS + PANEL_ROWS * panelColumns<T>()) * sizeof<T>();
}

/**
 * Copies `count` vectors of length `depth` into panels of `width`, depth-major inside a panel, padded with zeros.
 * Element p of vector q is at `from + (q·across + p·along)` elements.
 */
// @ts-ignore: decorator
@inline
function pack<T extends number>(
  to: usize, from: usize, across: isize, along: isize, count: usize, depth: usize, width: usize,
): void {
  for (let q: usize = 0; q < count; q += width) {
    const used = min(width, count - q);
    for (let p: usize = 0; p < depth; p++) {
      let source = from + ((<isize>q * across + <isize>p * along) * <isize>sizeof<T>());
      for (let l: usize = 0; l < used; l++) {
        store<T>(to, load<T>(source));
        to += sizeof<T>();
        source += across * <isize>sizeof<T>();
      }
      for (let l: usize = used; l < width; l++) {
        store<T>(to, <T>0);
        to += sizeof<T>();
      }
    }
  }
}

// @ts-ignore: decorator
@inline
function write<T extends number>(c: usize, add: bool, v0: v128, v1: v128): void {
  if (add) {
    v128.store(c, v128.add<T>(v128.load(c), v0));
    v128.store(c, v128.add<T>(v128.load(c, 16), v1), 16);
  } else {
    v128.store(c, v0);
    v128.store(c, v1, 16);
  }
}

/** One panel of A times one panel of B into a 6 × 2-vector tile of C whose rows are `stride` bytes apart. */
// @ts-ignore: decorator
@inline
function tile<T extends number>(depth: usize, a: usize, b: usize, c: usize, stride: usize, add: bool): void {
  const zero = v128.splat<T>(<T>0);
  let c00 = zero, c01 = zero, c10 = zero, c11 = zero, c20 = zero, c21 = zero;
  let c30 = zero, c31 = zero, c40 = zero, c41 = zero, c50 = zero, c51 = zero;
  for (let p: usize = 0; p < depth; p++) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    let ai = v128.load_splat<T>(a);
    c00 = v128.add<T>(c00, v128.mul<T>(ai, b0));
    c01 = v128.add<T>(c01, v128.mul<T>(ai, b1));
    ai = v128.load_splat<T>(a, sizeof<T>());
    c10 = v128.add<T>(c10, v128.mul<T>(ai, b0));
    c11 = v128.add<T>(c11, v128.mul<T>(ai, b1));
    ai = v128.load_splat<T>(a, 2 * sizeof<T>());
    c20 = v128.add<T>(c20, v128.mul<T>(ai, b0));
    c21 = v128.add<T>(c21, v128.mul<T>(ai, b1));
    ai = v128.load_splat<T>(a, 3 * sizeof<T>());
    c30 = v128.add<T>(c30, v128.mul<T>(ai, b0));
    c31 = v128.add<T>(c31, v128.mul<T>(ai, b1));
    ai = v128.load_splat<T>(a, 4 * sizeof<T>());
    c40 = v128.add<T>(c40, v128.mul<T>(ai, b0));
    c41 = v128.add<T>(c41, v128.mul<T>(ai, b1));
    ai = v128.load_splat<T>(a, 5 * sizeof<T>());
    c50 = v128.add<T>(c50, v128.mul<T>(ai, b0));
    c51 = v128.add<T>(c51, v128.mul<T>(ai, b1));
    a += PANEL_ROWS * sizeof<T>();
    b += 32;
  }
  write<T>(c, add, c00, c01);
  write<T>(c + stride, add, c10, c11);
  write<T>(c + 2 * stride, add, c20, c21);
  write<T>(c + 3 * stride, add, c30, c31);
  write<T>(c + 4 * stride, add, c40, c41);
  write<T>(c + 5 * stride, add, c50, c51);
}

/**
 * C [m, n] = A [m, k] · B [k, n]. Strides are in elements; `scratch` has `gemmScratch` bytes, 16-byte aligned. k > 0.
 */
// @ts-ignore: decorator
@inline
export function gemm<T extends number>(
  m: usize, n: usize, k: usize,
  a: usize, aRow: isize, aColumn: isize, b: usize, bRow: isize, bColumn: isize, c: usize, scratch: usize,
): void {
  const nr = panelColumns<T>();
  const packedA = scratch;
  const packedB = at<T>(packedA, BLOCK_ROWS * BLOCK_DEPTH);
  const edge = at<T>(packedB, BLOCK_DEPTH * BLOCK_COLUMNS);
  const size = <isize>sizeof<T>();
  for (let j0: usize = 0; j0 < n; j0 += BLOCK_COLUMNS) {
    const nc = min(BLOCK_COLUMNS, n - j0);
    for (let p0: usize = 0; p0 < k; p0 += BLOCK_DEPTH) {
      const kc = min(BLOCK_DEPTH, k - p0);
      pack<T>(packedB, b + (<isize>p0 * bRow + <isize>j0 * bColumn) * size, bColumn, bRow, nc, kc, nr);
      for (let i0: usize = 0; i0 < m; i0 += BLOCK_ROWS) {
        const mc = min(BLOCK_ROWS, m - i0);
        pack<T>(packedA, a + (<isize>i0 * aRow + <isize>p0 * aColumn) * size, aRow, aColumn, mc, kc, PANEL_ROWS);
        for (let j: usize = 0; j < nc; j += nr) {
          const panelB = at<T>(packedB, j * kc);
          for (let i: usize = 0; i < mc; i += PANEL_ROWS) {
            const panelA = at<T>(packedA, i * kc);
            const to = at<T>(c, (i0 + i) * n + j0 + j);
            if (i + PANEL_ROWS <= mc && j + nr <= nc) {
              tile<T>(kc, panelA, panelB, to, n * sizeof<T>(), p0 > 0);
            } else {
              tile<T>(kc, panelA, panelB, edge, nr * sizeof<T>(), false);
              for (let r: usize = 0; r < min(PANEL_ROWS, mc - i); r++) {
                for (let l: usize = 0; l < min(nr, nc - j); l++) {
                  const address = at<T>(to, r * n + l);
                  const value = load<T>(at<T>(edge, r * nr + l));
                  store<T>(address, p0 > 0 ? load<T>(address) + value : value);
                }
              }
            }
          }
        }
      }
    }
  }
}
