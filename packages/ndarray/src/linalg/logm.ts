import { DomainError } from '../errors.js';
import { fromValues } from '../internal/from-values.js';
import type { NdArray } from '../nd-array.js';
import type { ResultData } from '../result-dtype.js';
import type { ArrayInput } from '../strided.js';
import { checkRotation } from './internal/check-rotation.js';
import { mapSpectrum } from './internal/map-spectrum.js';
import { type Matrices, nameOf, readSquare } from './internal/matrices.js';
import type { ProductOptions } from './internal/multiplier.js';
import { principal } from './internal/principal.js';
import { scaleOf } from './internal/scale.js';
import { createLogarithm } from './kernels/logarithm.js';
import { createRotationLogarithm, logRotation2, logRotation3 } from './kernels/rotation-logarithm.js';

/** Options of {@link logm}. */
export interface LogmOptions extends ProductOptions {
  /**
   * What the matrices are known to be. `'symmetric'`: positive definite, by way of the eigenvalues, exactly symmetric; only
   * the lower triangles are read. `'rotation'`: orthogonal of determinant 1, exactly skew-symmetric, and accurate for
   * angles up to π. Default `'general'`.
   */
  readonly structure?: 'general' | 'symmetric' | 'rotation';
}

/**
 * The principal matrix logarithm, [..., n, n]: the real X with e^X = A whose eigenvalues have imaginary parts in (−π, π).
 * By inverse scaling and squaring, with Denman–Beavers square roots (Cheng, Higham, Kenney and Laub, SIAM J. Matrix Anal.
 * Appl. 22 (2001)) and a Padé approximant of degree 8. The relative error is about ε times the condition number of A, and
 * grows with the inverse square of the distance of an eigenvalue's angle from π; the special structures have no such
 * losses. A matrix that holds NaN or an infinity has NaN everywhere. O(n³).
 *
 * A rotation of the plane or of space by π has two logarithms of that angle; it gets the one whose axis has a positive
 * largest component. In higher dimensions it is an error.
 *
 * @throws DomainError when a matrix has no real principal logarithm: an eigenvalue is real and ≤ 0; when it is too badly
 * conditioned to have one that can be told; when it is not what `structure` says.
 * @throws ShapeError unless the matrices are square.
 * @example
 * logm([[1, 1], [0, 1]]); // → [[0, 1], [0, 0]]
 * logm([[0, -1], [1, 0]], { structure: 'rotation' }); // → [[0, -1.5707963267948966], [1.5707963267948966, 0]]
 */
export function logm<A extends ArrayInput>(a: A, options?: LogmOptions): NdArray<ResultData<A>>;
export function logm(a: ArrayInput, options: LogmOptions = {}): NdArray {
  const matrices = readSquare(a, 'a', caller);
  return fromValues(logarithms(matrices, options), matrices.shape, matrices.dtype, caller);
}

const caller = 'ndarray.logm';

function logarithms(matrices: Matrices, options: LogmOptions): Float64Array {
  const { structure = 'general' } = options;
  switch (structure) {
    case 'general':
      return principal(
        matrices,
        createLogarithm(matrices.rows, options),
        'logarithm',
        'symmetric or a rotation',
        caller,
      );
    case 'symmetric':
      return symmetric(matrices);
    case 'rotation':
      return ofRotations(matrices);
    default:
      throw new DomainError(
        `${caller}: expected structure to be 'general', 'symmetric' or 'rotation', got ${String(structure)}`,
      );
  }
}

function symmetric(matrices: Matrices): Float64Array {
  return mapSpectrum(matrices, (values, i) => {
    if (values[0] <= 0) {
      throw new DomainError(
        `${caller}: expected positive definite matrices, got ${nameOf('a', i, matrices.batch)} with an eigenvalue of ${values[0]}; add a small multiple of the identity`,
      );
    }
    for (let k = 0; k < values.length; k++) values[k] = Math.log(values[k]);
  });
}

function ofRotations(matrices: Matrices): Float64Array {
  const { data, batch, count, rows: n } = matrices;
  checkRotation(matrices, caller);
  const results = new Float64Array(data.length);
  const general = n > 3 ? createRotationLogarithm(n) : undefined;
  for (let i = 0; i < count; i++) {
    const at = i * n * n;
    if (Number.isNaN(scaleOf(data, at, n * n))) results.fill(Number.NaN, at, at + n * n);
    else if (n === 2) logRotation2(data, at, results);
    else if (n === 3) logRotation3(data, at, results);
    else if (general !== undefined && !general(data, at, results)) {
      throw new DomainError(
        `${caller}: expected rotations by angles below π, got ${nameOf('a', i, batch)}, which turns a plane by π and has no principal logarithm`,
      );
    }
  }
  return results;
}
