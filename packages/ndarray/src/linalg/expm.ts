import { DomainError } from '../errors.js';
import { fromValues } from '../internal/from-values.js';
import type { NdArray } from '../nd-array.js';
import type { ResultData } from '../result-dtype.js';
import type { ArrayInput } from '../strided.js';
import { mapSpectrum } from './internal/map-spectrum.js';
import { type Matrices, readSquare } from './internal/matrices.js';
import type { ProductOptions } from './internal/multiplier.js';
import { createExponential } from './kernels/exponential.js';
import { expSkew2, expSkew3 } from './kernels/rotation-exponential.js';

/** Options of {@link expm}. */
export interface ExpmOptions extends ProductOptions {
  /**
   * What the matrices are known to be. `'symmetric'` goes by way of the eigenvalues, and the result is exactly symmetric;
   * `'skew'` has closed forms for 2 × 2 and 3 × 3 matrices (Rodrigues' formula). Of both only the lower triangles are
   * read. Default `'general'`.
   */
  readonly structure?: 'general' | 'symmetric' | 'skew';
}

/**
 * The matrix exponential Σ Aᵏ / k!, [..., n, n]. By scaling and squaring with Padé approximants (Higham, SIAM J. Matrix
 * Anal. Appl. 26 (2005); squarings as in Al-Mohy and Higham, 31 (2009)): for normal matrices the relative error is a
 * few n·ε·max(1, |A|). Where it overflows there are infinities
 * or NaN. A matrix that holds NaN or an infinity has NaN everywhere. O(n³ (1 + log |A|)).
 *
 * @throws ShapeError unless the matrices are square.
 * @throws DomainError for another `structure`.
 * @example
 * expm([[0, 1], [0, 0]]); // → [[1, 1], [0, 1]]
 * expm([[0, -Math.PI / 2], [Math.PI / 2, 0]], { structure: 'skew' }); // → [[0.0, -1], [1, 0.0]]
 */
export function expm<A extends ArrayInput>(a: A, options?: ExpmOptions): NdArray<ResultData<A>>;
export function expm(a: ArrayInput, options: ExpmOptions = {}): NdArray {
  const matrices = readSquare(a, 'a', caller);
  return fromValues(exponentials(matrices, options), matrices.shape, matrices.dtype, caller);
}

const caller = 'ndarray.expm';

function exponentials(matrices: Matrices, options: ExpmOptions): Float64Array {
  const { structure = 'general' } = options;
  switch (structure) {
    case 'general':
      return general(matrices, options);
    case 'symmetric':
      return mapSpectrum(matrices, (values) => {
        for (let k = 0; k < values.length; k++) values[k] = Math.exp(values[k]);
      });
    case 'skew':
      return skew(matrices, options);
    default:
      throw new DomainError(
        `${caller}: expected structure to be 'general', 'symmetric' or 'skew', got ${String(structure)}`,
      );
  }
}

function general({ data, count, rows: n }: Matrices, options: ExpmOptions): Float64Array {
  const results = new Float64Array(data.length);
  const exponential = createExponential(n, options);
  const [a, out] = [new Float64Array(n * n), new Float64Array(n * n)];
  for (let i = 0; i < count; i++) {
    a.set(data.subarray(i * a.length, (i + 1) * a.length));
    exponential(a, out);
    results.set(out, i * a.length);
  }
  return results;
}

function skew(matrices: Matrices, options: ExpmOptions): Float64Array {
  const { data, count, rows: n } = matrices;
  const size = n * n;
  if (n === 2 || n === 3) {
    const results = new Float64Array(data.length);
    const kernel = n === 2 ? expSkew2 : expSkew3;
    for (let i = 0; i < count; i++) kernel(data, i * size, results);
    return results;
  }
  const whole = new Float64Array(data.length);
  for (let at = 0; at < data.length; at += size) {
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < i; j++) {
        whole[at + i * n + j] = data[at + i * n + j];
        whole[at + j * n + i] = -data[at + i * n + j];
      }
    }
  }
  return general({ ...matrices, data: whole }, options);
}
