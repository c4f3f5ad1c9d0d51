import type { Potentials } from '../internal/iteration.js';
import { sum } from '../internal/sums.js';
import type { SparsePlan } from '../plan/top-k.js';

/** Two sides, each to be gone through in the given order. */
export interface Sides {
  /** Source weights, [n]. */
  readonly a: Float64Array;
  /** Target weights, [m], of the same total up to rounding. */
  readonly b: Float64Array;
  readonly sources: Int32Array;
  readonly targets: Int32Array;
}

/** What is left of a weight, as a fraction of all mass, when it is used up but for rounding. */
const ROUNDING = 2 ** -50;

/**
 * The plan that moves mass in order, first to first (the north-west corner rule), and potentials f_i + g_j = C_ij along the way from the first pair to the
 * last. Where a source and a target are used up at once there are two ways on, which shift what comes after by different amounts: it is shifted by their
 * mean. When C has the Monge property in these orders, the potentials are feasible and the plan is optimal. O(n + m).
 */
export function staircase(
  { a, b, sources, targets }: Sides,
  costOf: (i: number, j: number) => number,
): Potentials & { readonly support: SparsePlan; readonly cost: number } {
  const [n, m] = [a.length, b.length];
  const rounding = ROUNDING * sum(a);
  const f = new Float64Array(n);
  const g = new Float64Array(m);
  const source = new Int32Array(n + m);
  const target = new Int32Array(n + m);
  const moved = new Float64Array(n + m);
  let moves = 0;
  let total = 0;
  let [p, q] = [0, 0];
  let [i, j] = [sources[0], targets[0]];
  let [supply, demand] = [a[i], b[j]];
  g[j] = costOf(i, j);
  for (;;) {
    const mass = Math.min(supply, demand);
    if (mass > 0) {
      source[moves] = i;
      target[moves] = j;
      moved[moves++] = mass;
      total += mass * costOf(i, j);
    }
    const [moreSources, moreTargets] = [p < n - 1, q < m - 1];
    if (!moreSources && !moreTargets) break;
    const excess = supply - demand;
    const sourceIsUsedUp = moreSources && (excess <= rounding || !moreTargets);
    const targetIsUsedUp = moreTargets && (excess >= -rounding || !moreSources);
    supply -= mass;
    demand -= mass;
    const [fBefore, gBefore, iBefore, jBefore] = [f[i], g[j], i, j];
    if (sourceIsUsedUp) {
      i = sources[++p];
      supply = a[i];
    }
    if (targetIsUsedUp) {
      j = targets[++q];
      demand = b[j];
    }
    const cost = costOf(i, j);
    if (!targetIsUsedUp) f[i] = cost - gBefore;
    else if (!sourceIsUsedUp) g[j] = cost - fBefore;
    else {
      const byNextSource = costOf(i, jBefore) - gBefore;
      const byNextTarget = cost - (costOf(iBefore, j) - fBefore);
      f[i] = (byNextSource + byNextTarget) / 2;
      g[j] = cost - f[i];
    }
  }
  const support = {
    source: source.slice(0, moves),
    target: target.slice(0, moves),
    mass: moved.slice(0, moves),
  };
  return { f, g, support, cost: total };
}
