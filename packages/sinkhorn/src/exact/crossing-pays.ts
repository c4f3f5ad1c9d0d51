import type { SparsePlan } from '../plan/top-k.js';

/** Costs may be lower by this fraction of them, for rounding. */
const ROUNDING = 1e-9;

/**
 * Whether some moves that follow each other along a staircase, or but for one, would be cheaper if they crossed, as none are for a convex function of x − y. Costs are compared with
 * costs, not with potentials: these are as exact as the largest of them, and costs nearby may be smaller than that. O(n + m).
 */
export function crossingPays(
  { source, target }: SparsePlan,
  costOf: (i: number, j: number) => number,
): boolean {
  for (let move = 1; move < source.length; move++) {
    const [k, l] = [source[move], target[move]];
    for (let before = Math.max(0, move - 2); before < move; before++) {
      const [i, j] = [source[before], target[before]];
      if (i === k || j === l) continue;
      const [kept, crossed] = [costOf(i, j) + costOf(k, l), costOf(i, l) + costOf(k, j)];
      if (kept > crossed + ROUNDING * (Math.abs(kept) + Math.abs(crossed))) return true;
    }
  }
  return false;
}
