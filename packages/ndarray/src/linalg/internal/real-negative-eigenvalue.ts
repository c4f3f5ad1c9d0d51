import { EigenvalueDecomposition } from 'ml-matrix';
import { toMatrix } from './ml-matrix.js';
import { scaleOf } from './scale.js';

/**
 * An eigenvalue on the closed negative real axis, to rounding, or undefined: what keeps a real matrix from having a
 * principal logarithm or square root.
 */
export function realNegativeEigenvalue(a: Float64Array, at: number, n: number): number | undefined {
  const scale = scaleOf(a, at, n * n);
  const { realEigenvalues, imaginaryEigenvalues } = new EigenvalueDecomposition(toMatrix(a, at, n, n, scale));
  const size = Math.max(...realEigenvalues.map((x, k) => Math.hypot(x, imaginaryEigenvalues[k])));
  // A defective eigenvalue comes out as several, at a distance of the root of the rounding error.
  const found = realEigenvalues.find(
    (x, k) => x <= n * Number.EPSILON * size && Math.abs(imaginaryEigenvalues[k]) <= 1e-7 * size,
  );
  return found === undefined ? undefined : found / scale;
}
