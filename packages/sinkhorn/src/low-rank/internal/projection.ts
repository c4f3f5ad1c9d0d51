import { type Link, scaleRows } from './link.js';

export interface ProjectionLimits {
  /** L1 distance of the columns from g, over the mass, at which to stop. */
  readonly tolerance: number;
  readonly maxIterations: number;
}

export interface Projection {
  /** The weights of the latent points, [r]. */
  readonly g: Float64Array;
  /** How far the columns are from g. */
  readonly error: number;
}

/**
 * Projects the kernels K and L of a step, in the sense of Kullback–Leibler, onto the low-rank plans: Q 1 = a, R 1 = b and Qᵀ 1 = Rᵀ 1 = g ≥ α, from the g before the step. What
 * that step makes of g is in the potentials that the kernels have been made with.
 *
 * This is block-coordinate ascent of the dual, exact in each of two blocks: the rows of both kernels, then their columns and g. The latter has the closed form
 * g ← max(α, (g ⊙ Kᵀ(a u) ⊙ Lᵀ(b u′))^⅓), so that the corrections of Dykstra's algorithm are not needed, by which the reference projects onto g ≥ α and onto
 * equal sums one after the other. It ends with the rows: their marginals are exact. O((n + m) r) an iteration.
 */
export function project(
  [q, r]: readonly [Link, Link],
  before: Float64Array,
  least: number,
  { tolerance, maxIterations }: ProjectionLimits,
): Projection {
  const g = new Float64Array(before.length);
  q.columns.fill(1);
  r.columns.fill(1);
  for (let iteration = 0; ; iteration++) {
    scaleRows(q);
    scaleRows(r);
    if (iteration > 0) {
      const error = columnError([q, r], g);
      if (!(error > tolerance) || iteration >= maxIterations) return { g, error };
    }
    for (let k = 0; k < g.length; k++) {
      g[k] = Math.max(least, Math.cbrt(before[k] * q.sums[k] * r.sums[k]));
      q.columns[k] = g[k] / q.sums[k];
      r.columns[k] = g[k] / r.sums[k];
    }
  }
}

function columnError(links: readonly [Link, Link], g: Float64Array): number {
  let mass = 0;
  let error = 0;
  for (let k = 0; k < g.length; k++) {
    mass += g[k];
    for (const { columns, sums } of links) error += Math.abs(columns[k] * sums[k] - g[k]);
  }
  return error / mass;
}
