import { asStrided } from './as-strided.js';
import type { Data } from './dtype.js';
import { ShapeError } from './errors.js';
import { format } from './internal/shape.js';
import type { ArrayInput } from './strided.js';

/**
 * Σ aᵢ·bᵢ of two vectors, in float64, by pairwise summation. For matrices, see {@link matmul}. O(n).
 *
 * @throws ShapeError unless both are vectors of one length.
 * @example
 * dot([1, 2, 3], [4, 5, 6]); // → 32
 */
export function dot(a: ArrayInput, b: ArrayInput): number {
  const x = asStrided(a, 'a', 'ndarray.dot');
  const y = asStrided(b, 'b', 'ndarray.dot');
  const n = x.shape[0];
  if (x.shape.length !== 1 || y.shape.length !== 1 || y.shape[0] !== n) {
    throw new ShapeError(
      `ndarray.dot: expected two vectors of one length, got shapes ${format(x.shape)} and ${format(y.shape)}; use matmul for matrices`,
    );
  }
  return sumOfProducts(n, x.data, x.offset, x.stride[0], y.data, y.offset, y.stride[0]);
}

/** Up to this many products are added one after another, two sums at a time. */
const block = 128;

function sumOfProducts(n: number, x: Data, xi: number, xs: number, y: Data, yi: number, ys: number): number {
  if (n > block) {
    const half = (n >>> 1) & ~1;
    // The first half first: backwards through memory it would take three times as long.
    const first = sumOfProducts(half, x, xi, xs, y, yi, ys);
    return first + sumOfProducts(n - half, x, xi + half * xs, xs, y, yi + half * ys, ys);
  }
  let even = 0;
  let odd = 0;
  for (; n > 1; n -= 2, xi += 2 * xs, yi += 2 * ys) {
    even += x[xi] * y[yi];
    odd += x[xi + xs] * y[yi + ys];
  }
  return n === 1 ? even + odd + x[xi] * y[yi] : even + odd;
}
