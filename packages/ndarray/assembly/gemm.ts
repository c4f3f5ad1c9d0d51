// C = A·B by packed panels and a 5 × 2-vector micro-kernel (Goto & van de Geijn, "Anatomy of high-performance matrix multiplication", 2008).
// B is packed first, whole; then every block of rows of C is a task of its own. Blocks and order of the sums over k are the same however
// the tasks are cut. A and B may have any strides, negative too.

import { at, lanes } from './lanes';

/**
 * Rows of a tile of C. Ten accumulators, two vectors of B, one of A and a product fit into the fifteen registers that engines leave of the sixteen of
 * x86-64: with six rows they spill, and the kernel runs at 56 % of this speed.
 */
const PANEL_ROWS: usize = 5;

/** Columns of a tile of C: two vectors. */
// @ts-ignore: decorator
@inline
function panelColumns<T extends number>(): usize {
  return 2 * lanes<T>();
}

/**
 * Copies `count` vectors of length `depth` into panels of `width`, depth-major inside a panel, padded with zeros. Element p of vector q is at
 * `from + (q·across + p·along)` elements.
 */
// @ts-ignore: decorator
@inline
function pack<T extends number>(
  to: usize, from: usize, across: isize, along: isize, count: usize, depth: usize, width: usize,
): void {
  const size = <isize>sizeof<T>();
  const row = width * sizeof<T>();
  for (let q: usize = 0; q < count; q += width) {
    const used = min(width, count - q);
    if (used < width) memory.fill(to, 0, depth * row);
    if (across == 1 && used == width && width % lanes<T>() == 0) {
      let source = from;
      for (const end = to + depth * row; to < end; to += row) {
        for (let l: usize = 0; l < row; l += 16) v128.store(to + l, v128.load(source + l));
        source += along * size;
      }
    } else {
      for (let l: usize = 0; l < used; l++) {
        let source = from + <isize>l * across * size;
        let target = at<T>(to, l);
        for (let p: usize = 0; p < depth; p++) {
          store<T>(target, load<T>(source));
          source += along * size;
          target += row;
        }
      }
      to += depth * row;
    }
    from += <isize>width * across * size;
  }
}

/** Packs columns [0, n) of a block of B [depth, n] for `gemm`. */
// @ts-ignore: decorator
@inline
export function packColumns<T extends number>(
  n: usize, depth: usize, b: usize, bRow: isize, bColumn: isize, to: usize,
): void {
  pack<T>(to, b, bColumn, bRow, n, depth, panelColumns<T>());
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

/** One panel of A times one panel of B into a 5 × 2-vector tile of C whose rows are `stride` bytes apart. */
function tile<T extends number>(depth: usize, a: usize, b: usize, c: usize, stride: usize, add: bool): void {
  const zero = v128.splat<T>(<T>0);
  let c00 = zero, c01 = zero, c10 = zero, c11 = zero, c20 = zero;
  let c21 = zero, c30 = zero, c31 = zero, c40 = zero, c41 = zero;
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
    a += PANEL_ROWS * sizeof<T>();
    b += 32;
  }
  write<T>(c, add, c00, c01);
  write<T>(c + stride, add, c10, c11);
  write<T>(c + 2 * stride, add, c20, c21);
  write<T>(c + 3 * stride, add, c30, c31);
  write<T>(c + 4 * stride, add, c40, c41);
}

/**
 * Columns [first, first + n) of a block of m rows of C = A·B: `a` [m, k] of any strides in elements, `b` the packed columns of B, block of
 * `depth` after block, `padded` columns each; `c` the first element to write, `cRow` elements to a row. `scratch` holds m rows, rounded up to whole
 * panels, of `depth` elements, and a tile.
 */
// @ts-ignore: decorator
@inline
export function gemm<T extends number>(
  m: usize, n: usize, k: usize, depth: usize, a: usize, aRow: isize, aColumn: isize,
  b: usize, first: usize, padded: usize, c: usize, cRow: usize, scratch: usize,
): void {
  const nr = panelColumns<T>();
  const edge = scratch;
  const packedA = at<T>(edge, PANEL_ROWS * nr);
  const size = <isize>sizeof<T>();
  for (let p0: usize = 0; p0 < k; p0 += depth) {
    const kc = min(depth, k - p0);
    pack<T>(packedA, a + <isize>p0 * aColumn * size, aRow, aColumn, m, kc, PANEL_ROWS);
    const packedB = at<T>(b, p0 * padded + first * kc);
    for (let j: usize = 0; j < n; j += nr) {
      const panelB = at<T>(packedB, j * kc);
      for (let i: usize = 0; i < m; i += PANEL_ROWS) {
        const panelA = at<T>(packedA, i * kc);
        const to = at<T>(c, i * cRow + j);
        if (i + PANEL_ROWS <= m && j + nr <= n) {
          tile<T>(kc, panelA, panelB, to, cRow * sizeof<T>(), p0 > 0);
        } else {
          tile<T>(kc, panelA, panelB, edge, nr * sizeof<T>(), false);
          for (let r: usize = 0; r < min(PANEL_ROWS, m - i); r++) {
            for (let l: usize = 0; l < min(nr, n - j); l++) {
              const address = at<T>(to, r * cRow + l);
              const value = load<T>(at<T>(edge, r * nr + l));
              store<T>(address, p0 > 0 ? load<T>(address) + value : value);
            }
          }
        }
      }
    }
  }
}
