import { asStrided } from './as-strided.js';
import { multiply } from './elementwise/arithmetic.js';
import { ShapeError } from './errors.js';
import { format } from './internal/shape.js';
import type { NdArray } from './nd-array.js';
import type { ResultData } from './result-dtype.js';
import type { ArrayInput } from './strided.js';
import { expandDims } from './views/expand-dims.js';

/**
 * The products aᵢ·bⱼ of two vectors, [n] and [m] → [n, m]. O(n·m).
 *
 * @throws ShapeError unless both are vectors.
 * @example
 * outer([1, 2], [3, 4, 5]); // → [[3, 4, 5], [6, 8, 10]]
 */
export function outer<A extends ArrayInput, B extends ArrayInput>(a: A, b: B): NdArray<ResultData<A | B>>;
export function outer(a: ArrayInput, b: ArrayInput): NdArray {
  const x = asStrided(a, 'a', 'ndarray.outer');
  const y = asStrided(b, 'b', 'ndarray.outer');
  if (x.shape.length !== 1 || y.shape.length !== 1) {
    throw new ShapeError(
      `ndarray.outer: expected two vectors, got shapes ${format(x.shape)} and ${format(y.shape)}`,
    );
  }
  return multiply(expandDims(x, 1), y);
}
