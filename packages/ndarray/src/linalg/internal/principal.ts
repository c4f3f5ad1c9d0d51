import { DomainError } from '../../errors.js';
import { type Matrices, nameOf } from './matrices.js';
import { realNegativeEigenvalue } from './real-negative-eigenvalue.js';
import { scaleOf } from './scale.js';

/**
 * A function of each matrix that only matrices without eigenvalues on the closed negative real axis have: `apply` writes
 * that of `a`, which it may overwrite, into `out`, or returns false. Matrices with NaN or infinities become NaN.
 *
 * @throws DomainError where it returns false.
 */
export function principal(
  { data, batch, count, rows: n }: Matrices,
  apply: (a: Float64Array, out: Float64Array) => boolean,
  what: string,
  structures: string,
  caller: string,
): Float64Array {
  const results = new Float64Array(data.length);
  const [a, out] = [new Float64Array(n * n), new Float64Array(n * n)];
  for (let i = 0; i < count; i++) {
    const at = i * n * n;
    if (Number.isNaN(scaleOf(data, at, n * n))) out.fill(Number.NaN);
    else {
      a.set(data.subarray(at, at + n * n));
      if (!apply(a, out)) {
        const eigenvalue = realNegativeEigenvalue(data, at, n);
        const reason =
          eigenvalue === undefined ? 'of too bad a condition' : `with an eigenvalue of ${eigenvalue}`;
        throw new DomainError(
          `${caller}: expected matrices with a real principal ${what} (no eigenvalue ≤ 0), got ${nameOf('a', i, batch)} ${reason}; if it is ${structures}, say so by structure`,
        );
      }
    }
    results.set(out, at);
  }
  return results;
}
