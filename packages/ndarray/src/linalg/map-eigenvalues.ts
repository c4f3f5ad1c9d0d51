import { fromValues } from '../internal/from-values.js';
import type { NdArray } from '../nd-array.js';
import type { ResultData } from '../result-dtype.js';
import type { ArrayInput } from '../strided.js';
import { mapSpectrum } from './internal/map-spectrum.js';
import { readSquare } from './internal/matrices.js';

/**
 * A function of symmetric matrices by way of their eigenvalues: f(A) = V diag(f(λ)) Vᵀ for A = V diag(λ) Vᵀ. `a` is
 * [..., n, n], of which only the lower triangles are read; the result is exactly symmetric. {@link expm}, {@link logm}
 * and {@link sqrtm} of symmetric matrices are this with a check of the domain; powers of positive definite ones too are
 * written with it. O(n³).
 *
 * @throws ShapeError unless the matrices are square.
 * @example
 * const whitening = mapEigenvalues([[4, 0], [0, 25]], (value) => 1 / Math.sqrt(value));
 * whitening; // → [[0.5, 0], [0, 0.2]]
 */
export function mapEigenvalues<A extends ArrayInput>(
  a: A,
  f: (eigenvalue: number) => number,
): NdArray<ResultData<A>>;
export function mapEigenvalues(a: ArrayInput, f: (eigenvalue: number) => number): NdArray {
  const caller = 'ndarray.mapEigenvalues';
  const matrices = readSquare(a, 'a', caller);
  const mapped = mapSpectrum(matrices, (values) => {
    for (let k = 0; k < values.length; k++) values[k] = f(values[k]);
  });
  return fromValues(mapped, matrices.shape, matrices.dtype, caller);
}
