import { type ArrayInput, contiguous } from '@monge/ndarray';

/**
 * The least inertia of a weighted cloud in k groups, min Σ_i a_i |x_i − μ_{k(i)}|² over all ways to group the points, by enumeration: what k-means looks for. Up to some ten points.
 *
 * Transport of low rank between a measure and itself, at squared Euclidean costs, costs twice as much (Scetbon & Cuturi 2022, "Low-rank Optimal Transport: Approximation, Statistics and
 * Debiasing", § 4).
 *
 * @param points [n, d]
 * @param weights [n], ≥ 0.
 *
 * @example
 * leastInertia([[0], [1], [10]], [1, 1, 1], 2); // → 0.5
 */
export function leastInertia(points: ArrayInput, weights: ArrayInput, k: number): number {
  const { data: x, shape } = contiguous(points, 'float64');
  const { data: a } = contiguous(weights, 'float64');
  const [n, d = 1] = shape as readonly [number, number?];
  const group = new Int32Array(n);
  let least = Infinity;

  /** Groups the points from i on; a new group is opened by its first point, so that no way comes twice. */
  function assign(i: number, opened: number): void {
    if (i === n) {
      least = Math.min(least, inertia(opened));
      return;
    }
    for (let g = 0; g < Math.min(opened + 1, k); g++) {
      group[i] = g;
      assign(i + 1, Math.max(opened, g + 1));
    }
  }

  function inertia(groups: number): number {
    let total = 0;
    for (let g = 0; g < groups; g++) {
      for (let c = 0; c < d; c++) {
        let [mass, moment, square] = [0, 0, 0];
        for (let i = 0; i < n; i++) {
          if (group[i] !== g) continue;
          const value = x[i * d + c] - x[c];
          mass += a[i];
          moment += a[i] * value;
          square += a[i] * value * value;
        }
        if (mass > 0) total += square - (moment * moment) / mass;
      }
    }
    return total;
  }

  assign(0, 0);
  return least;
}
