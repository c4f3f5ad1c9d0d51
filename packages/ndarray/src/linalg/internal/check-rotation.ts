import { DomainError } from '../../errors.js';
import { factorLu } from '../kernels/lu.js';
import { type Matrices, nameOf } from './matrices.js';
import { scaleOf } from './scale.js';

/** @throws DomainError unless RᵀR = I and det R > 0, to half of the digits; what holds NaN or infinities passes. */
export function checkRotation({ data, batch, count, rows: n, dtype }: Matrices, caller: string): void {
  const tolerance = Math.sqrt(dtype === 'float32' ? 2 ** -23 : Number.EPSILON);
  const lu = new Float64Array(n * n);
  const pivots = new Int32Array(n);
  for (let i = 0; i < count; i++) {
    const at = i * n * n;
    if (Number.isNaN(scaleOf(data, at, lu.length))) continue;
    for (let k = 0; k < lu.length; k++) lu[k] = data[at + k];
    const distance = fromOrthogonal(lu, n);
    let sign = factorLu(lu, n, pivots);
    for (let k = 0; k < n; k++) sign *= Math.sign(lu[k * (n + 1)]);
    if (!(distance > tolerance) && !(sign < 0)) continue;
    const got = distance > tolerance ? `which differs from it by ${distance}` : 'which is a reflection';
    throw new DomainError(
      `${caller}: expected rotations (RᵀR = I, det R = 1), got ${nameOf('a', i, batch)}, ${got}; project it by svd, or leave structure out`,
    );
  }
}

/** The largest element of |RᵀR − I|. */
function fromOrthogonal(r: Float64Array, n: number): number {
  let most = 0;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = i === j ? -1 : 0;
      for (let k = 0; k < n; k++) sum += r[k * n + i] * r[k * n + j];
      most = Math.max(most, Math.abs(sum));
    }
  }
  return most;
}
