import { DomainError } from '../errors.js';
import { fromValues } from '../internal/from-values.js';
import type { NdArray } from '../nd-array.js';
import type { ResultData } from '../result-dtype.js';
import type { ArrayInput } from '../strided.js';
import { mapSpectrum } from './internal/map-spectrum.js';
import { type Matrices, nameOf, readSquare } from './internal/matrices.js';
import type { ProductOptions } from './internal/multiplier.js';
import { principal } from './internal/principal.js';
import { createSquareRoot } from './kernels/square-root.js';

/** Options of {@link sqrtm}. */
export interface SqrtmOptions extends ProductOptions {
  /**
   * What the matrices are known to be. `'symmetric'`: positive semi-definite, by way of the eigenvalues, exactly symmetric;
   * only the lower triangles are read. Default `'general'`.
   */
  readonly structure?: 'general' | 'symmetric';
}

/**
 * The principal matrix square root, [..., n, n]: the real X with X² = A whose eigenvalues have positive real parts. By the
 * Denman–Beavers iteration in product form, scaled (Cheng, Higham, Kenney and Laub, SIAM J. Matrix Anal. Appl. 22 (2001)):
 * the relative error is about ε times the condition number of A. For symmetric matrices it is a few n·ε, and singular ones
 * have a root; negative eigenvalues down to −n·ε·|A| count as 0. A matrix that holds NaN or an infinity has NaN
 * everywhere. O(n³).
 *
 * @throws DomainError when a matrix has no real principal square root: an eigenvalue is real and ≤ 0 (< 0 for
 * symmetric ones); or when it is too badly conditioned to have one that can be told.
 * @throws ShapeError unless the matrices are square.
 * @example
 * sqrtm([[4, 1], [0, 9]]); // → [[2.0, 0.2], [0, 3.0]]
 * sqrtm([[1, 1], [1, 1]], { structure: 'symmetric' }); // → [[0.7071, 0.7071], [0.7071, 0.7071]]
 */
export function sqrtm<A extends ArrayInput>(a: A, options?: SqrtmOptions): NdArray<ResultData<A>>;
export function sqrtm(a: ArrayInput, options: SqrtmOptions = {}): NdArray {
  const matrices = readSquare(a, 'a', caller);
  return fromValues(roots(matrices, options), matrices.shape, matrices.dtype, caller);
}

const caller = 'ndarray.sqrtm';

function roots(matrices: Matrices, options: SqrtmOptions): Float64Array {
  const { structure = 'general' } = options;
  if (structure === 'symmetric') return symmetric(matrices);
  if (structure !== 'general') {
    throw new DomainError(
      `${caller}: expected structure to be 'general' or 'symmetric', got ${String(structure)}`,
    );
  }
  const takeSquareRoot = createSquareRoot(matrices.rows, options);
  const apply = (a: Float64Array, out: Float64Array) => {
    if (!takeSquareRoot(a)) return false;
    out.set(a);
    return true;
  };
  return principal(matrices, apply, 'square root', 'symmetric', caller);
}

function symmetric({ rows: n, dtype, ...matrices }: Matrices): Float64Array {
  const precision = n * (dtype === 'float32' ? 2 ** -23 : Number.EPSILON);
  return mapSpectrum({ ...matrices, rows: n, dtype }, (values, i) => {
    const [least, most] = [values[0], values[n - 1]];
    if (least < -precision * Math.max(-least, most)) {
      throw new DomainError(
        `${caller}: expected positive semi-definite matrices, got ${nameOf('a', i, matrices.batch)} with an eigenvalue of ${least}; add a small multiple of the identity`,
      );
    }
    for (let k = 0; k < n; k++) values[k] = Math.sqrt(Math.max(values[k], 0));
  });
}
