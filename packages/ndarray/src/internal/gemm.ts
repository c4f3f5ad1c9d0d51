import type { FloatData } from '../dtype.js';
import type { Strided } from '../strided.js';

/**
 * Rows of a and columns of b that are multiplied together: nine running sums and six operands are what fits into the
 * sixteen registers of x86-64. Five times as fast as three loops; 4 × 4 is slower, at three times.
 */
const tile = 3;

/**
 * out = a · b in plain loops, for a [m, k] and b [k, n] of any strides; `out` is packed and has m·n elements. Each
 * sum runs in float64, in the order of k. O(m·n·k).
 */
export function gemm<D extends FloatData>(a: Strided<D>, b: Strided<D>, out: D): void {
  const m = a.shape[0];
  const n = b.shape[1];
  // A vector leaves nothing to share between the sums, and packing would cost more than it saves.
  if (m === 1 || n === 1) multiplyVector(a, b, out);
  else multiplyMatrix(a, b, out);
}

function multiplyMatrix(a: Strided<FloatData>, b: Strided<FloatData>, out: FloatData): void {
  const [m, k] = a.shape as [number, number];
  const n = b.shape[1];
  const rows = panels(a, 0);
  const columns = panels(b, 1);
  const sums = new Float64Array(tile * tile);
  for (let i = 0; i < m; i += tile) {
    for (let j = 0; j < n; j += tile) {
      multiplyPanels(rows, i * k, columns, j * k, k, sums);
      for (let r = 0; r < tile && i + r < m; r++) {
        for (let c = 0; c < tile && j + c < n; c++) out[(i + r) * n + j + c] = sums[r * tile + c]!;
      }
    }
  }
}

function multiplyVector(a: Strided<FloatData>, b: Strided<FloatData>, out: FloatData): void {
  const [k, n] = b.shape as [number, number];
  const [aStep, bStep] = [a.stride[1], b.stride[0]];
  for (let q = 0; q < out.length; q++) {
    const [i, j] = n === 1 ? [q, 0] : [0, q];
    let ai = a.offset + i * a.stride[0];
    let bi = b.offset + j * b.stride[1];
    let sum = 0;
    for (let p = 0; p < k; p++, ai += aStep, bi += bStep) sum += a.data[ai] * b.data[bi];
    out[q] = sum;
  }
}

/** The rows (axis 0) or columns (axis 1) by threes: the first elements of all three, then the second … */
function panels(x: Strided<FloatData>, axis: 0 | 1): Float64Array {
  const { data, shape, stride, offset } = x;
  const [count, depth] = [shape[axis], shape[1 - axis]];
  const [across, along] = [stride[axis], stride[1 - axis]];
  const packed = new Float64Array(Math.ceil(count / tile) * tile * depth);
  for (let q = 0; q < count; q++) {
    let to = (q - (q % tile)) * depth + (q % tile);
    let from = offset + q * across;
    for (let p = 0; p < depth; p++, to += tile, from += along) packed[to] = data[from]!;
  }
  return packed;
}

function multiplyPanels(
  a: Float64Array,
  ai: number,
  b: Float64Array,
  bi: number,
  depth: number,
  sums: Float64Array,
): void {
  let [s00, s01, s02, s10, s11, s12, s20, s21, s22] = [0, 0, 0, 0, 0, 0, 0, 0, 0];
  for (const end = ai + tile * depth; ai < end; ai += tile, bi += tile) {
    const [b0, b1, b2] = [b[bi], b[bi + 1], b[bi + 2]];
    const [a0, a1, a2] = [a[ai], a[ai + 1], a[ai + 2]];
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
  sums.set([s00, s01, s02, s10, s11, s12, s20, s21, s22]);
}
