import type { Solved } from './solved.js';
import { visitPlan } from './visit-plan.js';

/** A division of source and target points into the same named groups. */
export interface Groups {
  readonly names: readonly string[];
  /** Shape [n]: the group of each source point. */
  readonly source: Int32Array;
  /** Shape [m]: the group of each target point. */
  readonly target: Int32Array;
}

/** Mass that moves from one group to another, less what moves back. */
export interface Flow {
  readonly from: number;
  readonly to: number;
  /** In (0, 1]. */
  readonly mass: number;
  /** The mean cost of what moves there. */
  readonly cost: number;
}

/** The groups that a label on each point makes. */
export function groupByLabel(source: readonly string[], target: readonly string[]): Groups {
  const index = new Map<string, number>();
  const indexOf = (label: string): number => {
    const known = index.get(label) ?? index.size;
    index.set(label, known);
    return known;
  };
  const groups = { source: Int32Array.from(source, indexOf), target: Int32Array.from(target, indexOf) };
  return { names: [...index.keys()], ...groups };
}

/**
 * The net flows between different groups for each of several divisions, largest first, in one pass over the plan.
 *
 * @throws the signal's reason when it fires.
 */
export async function netFlows(
  solved: Solved,
  divisions: readonly Groups[],
  signal: AbortSignal | undefined,
): Promise<readonly (readonly Flow[])[]> {
  const sums = divisions.map(({ names, source, target }) => ({
    size: names.length,
    source,
    target,
    mass: new Float64Array(names.length ** 2),
    cost: new Float64Array(names.length ** 2),
  }));
  await visitPlan(solved, signal, (i, j, mass, cost) => {
    for (const sum of sums) {
      const cell = sum.source[i] * sum.size + sum.target[j];
      sum.mass[cell] += mass;
      sum.cost[cell] += mass * cost;
    }
  });
  return sums.map(({ size, mass, cost }) => {
    const flows: Flow[] = [];
    mass.forEach((forth, cell) => {
      const from = Math.floor(cell / size);
      const to = cell % size;
      const net = forth - mass[to * size + from];
      if (net > 0) flows.push({ from, to, mass: net, cost: cost[cell] / forth });
    });
    return flows.sort((one, other) => other.mass - one.mass);
  });
}
