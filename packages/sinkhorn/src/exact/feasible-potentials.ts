import type { CostRow } from '../geometry/cost-row.js';
import type { Potentials } from '../internal/iteration.js';

/**
 * Feasible potentials, f_i + g_j ≤ C_ij for all pairs up to one rounding, that a target potential leads to: f_i = min_j C_ij − g_j over the targets with mass,
 * then g_j = min_i C_ij − f_i, which is no less than the given g_j there. One pass, O(n·m).
 *
 * @param n sources
 * @param b target weights, [m]
 * @param start target potential, [m], finite.
 */
export function feasiblePotentials(
  costRow: CostRow,
  n: number,
  b: Float64Array,
  start: Float64Array,
): Potentials {
  const f = new Float64Array(n);
  const g = new Float64Array(b.length).fill(Infinity);
  // Targets without mass have no say: theirs may be any potential.
  const guide = start.map((value, j) => (b[j] > 0 ? value : -Infinity));
  const row = new Float64Array(b.length);
  for (let i = 0; i < n; i++) {
    costRow(i, row);
    let least = Infinity;
    for (let j = 0; j < row.length; j++) least = Math.min(least, row[j] - guide[j]);
    f[i] = least;
    for (let j = 0; j < row.length; j++) g[j] = Math.min(g[j], row[j] - least);
  }
  return { f, g };
}
