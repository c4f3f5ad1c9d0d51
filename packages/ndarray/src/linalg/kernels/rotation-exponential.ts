/**
 * The rotation e^K of the skew-symmetric 3 × 3 matrix K at `at`, of which the elements below the diagonal are read, by
 * Rodrigues' formula I + sin θ U + (1 − cos θ) U² for K = θ U. Written with half angles it cancels nowhere.
 */
export function expSkew3(k: Float64Array, at: number, r: Float64Array): void {
  const angle = Math.hypot(k[at + 7], k[at + 6], k[at + 3]);
  const length = angle === 0 ? 1 : angle;
  const x = k[at + 7] / length;
  const y = -k[at + 6] / length;
  const z = k[at + 3] / length;
  const half = Math.sin(angle / 2);
  const a = Math.sin(angle);
  const b = 2 * half * half;
  r[at] = 1 - b * (y * y + z * z);
  r[at + 1] = b * x * y - a * z;
  r[at + 2] = b * x * z + a * y;
  r[at + 3] = b * x * y + a * z;
  r[at + 4] = 1 - b * (x * x + z * z);
  r[at + 5] = b * y * z - a * x;
  r[at + 6] = b * x * z - a * y;
  r[at + 7] = b * y * z + a * x;
  r[at + 8] = 1 - b * (x * x + y * y);
}

/** The rotation e^K of the skew-symmetric 2 × 2 matrix K at `at`. */
export function expSkew2(k: Float64Array, at: number, r: Float64Array): void {
  const angle = k[at + 2];
  r[at] = r[at + 3] = Math.cos(angle);
  r[at + 2] = Math.sin(angle);
  r[at + 1] = -r[at + 2];
}
