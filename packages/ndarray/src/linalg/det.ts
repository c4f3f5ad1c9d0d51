import { fromValues } from '../internal/from-values.js';
import type { NdArray } from '../nd-array.js';
import type { ResultData } from '../result-dtype.js';
import type { ArrayInput } from '../strided.js';
import { type Matrices, readSquare } from './internal/matrices.js';
import { factorLu } from './kernels/lu.js';

/**
 * Determinants, [..., n, n] → [...], by elimination with partial pivoting; 1 for n = 0. Those of larger matrices soon
 * leave the range of float64: for n beyond a dozen, take {@link slogdet}. O(n³).
 *
 * @throws ShapeError unless the matrices are square.
 * @example
 * det([[3, 1], [1, 2]]).get(); // → 5
 */
export function det<A extends ArrayInput>(a: A): NdArray<ResultData<A>>;
export function det(a: ArrayInput): NdArray {
  const caller = 'ndarray.det';
  const matrices = readSquare(a, 'a', caller);
  const values = new Float64Array(matrices.count);
  forEachFactor(matrices, (lu, permutation, i) => {
    let product = permutation;
    let isNormal = true;
    for (let k = 0; k < lu.length; k += matrices.rows + 1) {
      product *= lu[k];
      isNormal &&= Math.abs(product) >= leastNormal && Math.abs(product) < Infinity;
    }
    if (!isNormal) {
      // What has overflowed or underflowed on the way may have come back.
      const { sign, logAbs } = signAndLog(lu, matrices.rows, permutation);
      product = sign * Math.exp(logAbs);
    }
    values[i] = product;
  });
  return fromValues(values, matrices.batch, matrices.dtype, caller);
}

/** Signs and logarithms of determinants: det A = sign · exp(logAbsDet). */
export interface SignedLogDeterminant<D extends Float64Array | Float32Array = Float64Array | Float32Array> {
  /** 1, −1, or 0 for a singular matrix. */
  readonly sign: NdArray<D>;
  /** log |det A|; −∞ for a singular matrix. */
  readonly logAbsDet: NdArray<D>;
}

/**
 * Signs and logarithms of determinants, [..., n, n] → [...] each, without overflow. For positive definite matrices
 * whose Cholesky factor is at hand, see {@link choleskyLogdet}. O(n³).
 *
 * @throws ShapeError unless the matrices are square.
 * @example
 * const { sign, logAbsDet } = slogdet([[0, 1e200], [1e200, 0]]);
 * sign.get(); // → -1
 * logAbsDet.get(); // → 921.0340371976183
 */
export function slogdet<A extends ArrayInput>(a: A): SignedLogDeterminant<ResultData<A>>;
export function slogdet(a: ArrayInput): {
  readonly sign: NdArray;
  readonly logAbsDet: NdArray;
} {
  const caller = 'ndarray.slogdet';
  const matrices = readSquare(a, 'a', caller);
  const { rows: n, count, batch, dtype } = matrices;
  const signs = new Float64Array(count);
  const logs = new Float64Array(count);
  forEachFactor(matrices, (lu, permutation, i) => {
    const { sign, logAbs } = signAndLog(lu, n, permutation);
    signs[i] = sign;
    logs[i] = logAbs;
  });
  return {
    sign: fromValues(signs, batch, dtype, caller),
    logAbsDet: fromValues(logs, batch, dtype, caller),
  };
}

/** The smallest number with all of its digits. */
const leastNormal = 2 ** -1022;

/** Of the product of the diagonal, and the sign of the permutation. */
function signAndLog(lu: Float64Array, n: number, permutation: number): { sign: number; logAbs: number } {
  let sign = permutation;
  let logAbs = 0;
  for (let k = 0; k < lu.length; k += n + 1) {
    sign *= Math.sign(lu[k]);
    logAbs += Math.log(Math.abs(lu[k]));
  }
  // Not −0, the product of a negative number and 0.
  return { sign: sign === 0 ? 0 : sign, logAbs };
}

function forEachFactor(
  { data, count, rows: n }: Matrices,
  visit: (lu: Float64Array, sign: number, i: number) => void,
): void {
  const lu = new Float64Array(n * n);
  const pivots = new Int32Array(n);
  for (let i = 0; i < count; i++) {
    for (let k = 0; k < lu.length; k++) lu[k] = data[i * lu.length + k];
    visit(lu, factorLu(lu, n, pivots), i);
  }
}
