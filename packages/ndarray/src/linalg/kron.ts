import { asStrided } from '../as-strided.js';
import { multiply } from '../elementwise/arithmetic.js';
import { commonShape } from '../internal/broadcast.js';
import type { NdArray } from '../nd-array.js';
import type { ResultData } from '../result-dtype.js';
import type { ArrayInput } from '../strided.js';
import { expandDims } from '../views/expand-dims.js';
import { reshape } from '../views/reshape.js';
import { checkRank } from './internal/matrices.js';

/**
 * Kronecker products of matrices, [..., m, n] ⊗ [..., p, q] → [..., m·p, n·q]: the blocks aᵢⱼ B. The axes before the last two
 * are a batch, and broadcast together (NumPy's `kron` multiplies them out as well). O(size of the result).
 *
 * @throws ShapeError when an operand has fewer than two axes, or the batches do not broadcast together.
 * @example
 * kron([[1, 2]], [[1, 0], [0, 1]]); // → [[1, 0, 2, 0], [0, 1, 0, 2]]
 */
export function kron<A extends ArrayInput, B extends ArrayInput>(a: A, b: B): NdArray<ResultData<A | B>>;
export function kron(a: ArrayInput, b: ArrayInput): NdArray {
  const caller = 'ndarray.kron';
  const [x, y] = [asStrided(a, 'a', caller), asStrided(b, 'b', caller)];
  checkRank(x.shape, 'a', caller);
  checkRank(y.shape, 'b', caller);
  commonShape([x.shape.slice(0, -2), y.shape.slice(0, -2)], caller);
  const [m, n] = x.shape.slice(-2) as [number, number];
  const [p, q] = y.shape.slice(-2) as [number, number];
  const products = multiply(expandDims(x, [-3, -1]), expandDims(y, [-4, -2]));
  return reshape(products, [...products.shape.slice(0, -4), m * p, n * q]);
}
