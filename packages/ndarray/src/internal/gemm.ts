import type { FloatData } from '../dtype.js';
import type { Strided } from '../strided.js';

/** Writes a · b, packed, into `out` from `at` on. */
export type Product = (a: Strided<FloatData>, b: Strided<FloatData>, out: FloatData, at: number) => void;

/**
 * Rows of a and columns of b that are multiplied together: nine running sums and six operands are what fits into the
 * sixteen registers of x86-64.
 */
const tile = 3;

/** So few rows or columns leave little to share between the sums … */
const fewVectors = 4;
/** … and from this many multiplications on, packing the operands pays (V8 11.3). */
const worthPacking = 4000;

/**
 * out = a · b in plain loops, for a [m, k] and b [k, n] of any strides; `out` is packed and has m·n elements. Each
 * sum runs in float64, in the order of k. O(m·n·k).
 */
export function gemm<D extends FloatData>(a: Strided<D>, b: Strided<D>, out: D): void {
  plainProduct(a.shape[0], a.shape[1], b.shape[1])(a, b, out, 0);
}

/**
 * The product of matrices [m, k] · [k, n] in plain loops, for several of them one after another. Whichever loops these
 * are, each sum runs in float64, in the order of k: so the bits are the same.
 */
export function plainProduct(m: number, k: number, n: number): Product {
  if (Math.min(m, n) <= fewVectors || m * n * k < worthPacking) return multiplyInPlace;
  const rows = new Float64Array(Math.ceil(m / tile) * tile * k);
  const columns = new Float64Array(Math.ceil(n / tile) * tile * k);
  const sums = new Float64Array(tile * tile);
  return (a, b, out, at) => {
    pack(a, 0, rows);
    pack(b, 1, columns);
    for (let i = 0; i < m; i += tile) {
      for (let j = 0; j < n; j += tile) {
        multiplyPanels(rows, i * k, columns, j * k, k, sums);
        for (let r = 0; r < tile && i + r < m; r++) {
          for (let c = 0; c < tile && j + c < n; c++) out[at + (i + r) * n + j + c] = sums[r * tile + c]!;
        }
      }
    }
  };
}

/**
 * Each row of a times all columns of b or, where b has fewer columns, each of these times all rows of a. Four products
 * run together: sums that do not wait for one another.
 */
function multiplyInPlace(a: Strided<FloatData>, b: Strided<FloatData>, out: FloatData, at: number): void {
  const turned = b.shape[1] < a.shape[0];
  const [vectors, lines] = turned ? [b, a] : [a, b];
  const [own, other] = turned ? [1, 0] : [0, 1];
  const [x, y] = [vectors.data, lines.data];
  const depth = vectors.shape[other];
  const step = vectors.stride[other];
  const along = lines.stride[own];
  const across = lines.stride[other];
  const count = lines.shape[other];
  const next = turned ? vectors.shape[own] : 1;
  for (let v = 0; v < vectors.shape[own]; v++) {
    const start = vectors.offset + v * vectors.stride[own];
    let to = at + (turned ? v : v * count);
    let line = lines.offset;
    let q = 0;
    for (; q + 4 <= count; q += 4, line += 4 * across) {
      let s0 = 0;
      let s1 = 0;
      let s2 = 0;
      let s3 = 0;
      for (let p = 0, xi = start, yi = line; p < depth; p++, xi += step, yi += along) {
        const factor = x[xi];
        s0 += factor * y[yi];
        s1 += factor * y[yi + across];
        s2 += factor * y[yi + 2 * across];
        s3 += factor * y[yi + 3 * across];
      }
      out[to] = s0;
      out[to + next] = s1;
      out[to + 2 * next] = s2;
      out[to + 3 * next] = s3;
      to += 4 * next;
    }
    for (; q < count; q++, line += across, to += next) {
      let sum = 0;
      for (let p = 0, xi = start, yi = line; p < depth; p++, xi += step, yi += along) sum += x[xi] * y[yi];
      out[to] = sum;
    }
  }
}

/** The rows (axis 0) or columns (axis 1) by threes: the first elements of all three, then the second … */
function pack(x: Strided<FloatData>, axis: 0 | 1, packed: Float64Array): void {
  const { data, shape, stride, offset } = x;
  const [count, depth] = [shape[axis], shape[1 - axis]];
  const [across, along] = [stride[axis], stride[1 - axis]];
  for (let q = 0; q < count; q++) {
    let to = (q - (q % tile)) * depth + (q % tile);
    let from = offset + q * across;
    for (let p = 0; p < depth; p++, to += tile, from += along) packed[to] = data[from]!;
  }
}

/** Without destructuring, which V8 11.3 does not take apart here: it would be three times as slow. */
function multiplyPanels(
  a: Float64Array,
  ai: number,
  b: Float64Array,
  bi: number,
  depth: number,
  sums: Float64Array,
): void {
  let s00 = 0;
  let s01 = 0;
  let s02 = 0;
  let s10 = 0;
  let s11 = 0;
  let s12 = 0;
  let s20 = 0;
  let s21 = 0;
  let s22 = 0;
  for (let p = 0; p < depth; p++, ai += tile, bi += tile) {
    const b0 = b[bi];
    const b1 = b[bi + 1];
    const b2 = b[bi + 2];
    const a0 = a[ai];
    const a1 = a[ai + 1];
    const a2 = a[ai + 2];
    s00 += a0 * b0;
    s01 += a0 * b1;
    s02 += a0 * b2;
    s10 += a1 * b0;
    s11 += a1 * b1;
    s12 += a1 * b2;
    s20 += a2 * b0;
    s21 += a2 * b1;
    s22 += a2 * b2;
  }
  sums[0] = s00;
  sums[1] = s01;
  sums[2] = s02;
  sums[3] = s10;
  sums[4] = s11;
  sums[5] = s12;
  sums[6] = s20;
  sums[7] = s21;
  sums[8] = s22;
}
