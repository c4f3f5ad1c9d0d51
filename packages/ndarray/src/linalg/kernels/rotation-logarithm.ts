import { multiplier } from '../internal/multiplier.js';
import { createEigensolver } from './eigensolver.js';

/**
 * The skew-symmetric logarithm, of angle in [0, π], of the rotation at `at`, 3 × 3, by way of a unit quaternion: of its
 * four components the largest is found first, as S. W. Shepperd has it (J. Guidance and Control 1 (1978), 223), which is
 * accurate at every angle. At the angle π the largest component of the axis is positive.
 */
export function logRotation3(r: Float64Array, at: number, k: Float64Array): void {
  const [xx, yy, zz] = [r[at], r[at + 4], r[at + 8]];
  const [sx, sy, sz] = [r[at + 7] - r[at + 5], r[at + 2] - r[at + 6], r[at + 3] - r[at + 1]];
  const [px, py, pz] = [r[at + 7] + r[at + 5], r[at + 2] + r[at + 6], r[at + 3] + r[at + 1]];
  // Four times the products of the largest component with each of the four, w for the scalar one.
  const most = Math.max(xx + yy + zz, xx, yy, zz);
  let [w, x, y, z] = [1 + xx + yy + zz, sx, sy, sz];
  if (most === xx) [w, x, y, z] = [sx, 1 + xx - yy - zz, pz, py];
  else if (most === yy) [w, x, y, z] = [sy, pz, 1 - xx + yy - zz, px];
  else if (most === zz) [w, x, y, z] = [sz, py, px, 1 - xx - yy + zz];
  const length = Math.hypot(x, y, z);
  const angle = 2 * Math.atan2(length, Math.abs(w));
  const factor = length === 0 ? 0 : (w < 0 ? -angle : angle) / length;
  k[at + 7] = x * factor;
  k[at + 5] = -k[at + 7];
  k[at + 2] = y * factor;
  k[at + 6] = -k[at + 2];
  k[at + 3] = z * factor;
  k[at + 1] = -k[at + 3];
}

/** The skew-symmetric logarithm of the rotation at `at`, 2 × 2, of angle in (−π, π]. */
export function logRotation2(r: Float64Array, at: number, k: Float64Array): void {
  // Adding 0 turns −0 into 0: a half turn is by π, not −π.
  const angle = Math.atan2(r[at + 2] - r[at + 1] + 0, r[at] + r[at + 3]);
  k[at + 2] = angle;
  k[at + 1] = -angle;
}

/** The smallest distance of an angle from π at which the logarithm still has half of its digits. */
const fromHalfTurn = 1e-8;

/**
 * A function that writes the skew-symmetric logarithm of the rotation at `at`, n × n, and says whether there is one: not
 * if it turns a plane by π. The symmetric part S = V diag(cos θ) Vᵀ commutes with the skew one K, and the logarithm is
 * K V diag(θ / sin θ) Vᵀ.
 */
export function createRotationLogarithm(
  n: number,
): (r: Float64Array, at: number, out: Float64Array) => boolean {
  const multiply = multiplier(n, {});
  const { values, vectors, solve } = createEigensolver(n);
  const buffer = () => new Float64Array(n * n);
  const [symmetric, skew, turned, product, transposed] = [buffer(), buffer(), buffer(), buffer(), buffer()];

  return (r, at, out) => {
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        const [x, y] = [r[at + i * n + j], r[at + j * n + i]];
        symmetric[i * n + j] = (x + y) / 2;
        skew[i * n + j] = (x - y) / 2;
      }
    }
    solve(symmetric, 0);
    multiply(skew, vectors, turned);
    for (let k = 0; k < n; k++) {
      let sum = 0;
      for (let i = 0; i < n; i++) sum += turned[i * n + k] ** 2;
      const sine = Math.sqrt(sum);
      if (values[k] < 0 && sine < fromHalfTurn) return false;
      const factor = sine === 0 ? 1 : Math.atan2(sine, values[k]) / sine;
      for (let i = 0; i < n; i++) {
        turned[i * n + k] *= factor;
        transposed[k * n + i] = vectors[i * n + k];
      }
    }
    multiply(turned, transposed, product);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) out[at + i * n + j] = (product[i * n + j] - product[j * n + i]) / 2;
    }
    return true;
  };
}
