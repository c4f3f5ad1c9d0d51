/** |p_i − q_j| of points in the plane, [n, m]. */
export function distances(p: Float64Array, q: Float64Array): Float64Array {
  const [rows, columns] = [p.length / 2, q.length / 2];
  return Float64Array.from({ length: rows * columns }, (_, at) => {
    const [i, j] = [Math.floor(at / columns), at % columns];
    return Math.hypot(p[2 * i] - q[2 * j], p[2 * i + 1] - q[2 * j + 1]);
  });
}

/** Σ_ij s_i t_j |p_i − q_j| */
export function meanDistance(p: Float64Array, s: Float64Array, q: Float64Array, t: Float64Array): number {
  const all = distances(p, q);
  return all.reduce((total, d, at) => total + s[Math.floor(at / t.length)] * t[at % t.length] * d, 0);
}
