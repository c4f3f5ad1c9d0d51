import { asStrided } from './as-strided.js';
import { ShapeError } from './errors.js';
import { pairwiseSum } from './internal/pairwise-sum.js';
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
  const products = new Float64Array(n);
  const [xs, ys] = [x.stride[0], y.stride[0]];
  for (let i = 0, xi = x.offset, yi = y.offset; i < n; i++, xi += xs, yi += ys) {
    products[i] = x.data[xi] * y.data[yi];
  }
  return pairwiseSum(products, 0, n);
}
