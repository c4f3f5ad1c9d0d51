import { pointAt } from '../read/points.js';
import type { Solved } from './solved.js';

/** An entry of the plan: mass that moves from source point i to target point j, and the cost of a unit of it. */
export interface PlanEntry {
  readonly i: number;
  readonly j: number;
  readonly mass: number;
  readonly cost: number;
}

/** The k largest entries of each row of the plan, rows in order; entries without mass are left out. */
export function sparsePlan({ source, target, cost, solution }: Solved, k: number): readonly PlanEntry[] {
  const top = solution.topK(k);
  return Array.from(top.mass, (mass, entry) => {
    const i = top.source[entry];
    const j = top.target[entry];
    return { i, j, mass, cost: cost.cost.between(pointAt(source, i), pointAt(target, j)) };
  }).filter(({ mass }) => mass > 0);
}
