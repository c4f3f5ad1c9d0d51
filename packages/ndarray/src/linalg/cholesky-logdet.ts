import { fromValues } from '../internal/from-values.js';
import type { NdArray } from '../nd-array.js';
import type { ResultData } from '../result-dtype.js';
import type { ArrayInput } from '../strided.js';
import { readSquare } from './internal/matrices.js';

/**
 * log det A = 2 Σ log lᵢᵢ for A = L Lᵀ, given the factor `l` of {@link cholesky}, [..., n, n] → [...]. O(n).
 *
 * @throws ShapeError unless the matrices are square.
 * @example
 * choleskyLogdet([[2, 0], [1, 2]]).get(); // → 2.772588722239781
 */
export function choleskyLogdet<A extends ArrayInput>(l: A): NdArray<ResultData<A>>;
export function choleskyLogdet(l: ArrayInput): NdArray {
  const caller = 'ndarray.choleskyLogdet';
  const { data, batch, count, rows: n, dtype } = readSquare(l, 'l', caller);
  const values = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    let sum = 0;
    for (let k = 0; k < n; k++) sum += Math.log(data[i * n * n + k * (n + 1)]);
    values[i] = 2 * sum;
  }
  return fromValues(values, batch, dtype, caller);
}
