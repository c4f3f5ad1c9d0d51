/**
 * φ′(0) by central differences at h, h/2 and h/4, extrapolated twice (Richardson): the error is O(h⁶), and roundings of φ enter divided by h.
 */
export function derivativeAtZero(phi: (t: number) => number, h: number): number {
  const [d1, d2, d4] = [h, h / 2, h / 4].map((step) => (phi(step) - phi(-step)) / (2 * step));
  const [r1, r2] = [(4 * d2 - d1) / 3, (4 * d4 - d2) / 3];
  return (16 * r2 - r1) / 15;
}

export function inner(u: ArrayLike<number>, v: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < u.length; i++) total += u[i] * v[i];
  return total;
}

/** u + t v */
export function moved(u: Float64Array, v: Float64Array, t: number): Float64Array {
  return u.map((value, i) => value + t * v[i]);
}
