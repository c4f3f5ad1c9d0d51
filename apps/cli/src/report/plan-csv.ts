import { stringify } from 'csv-stringify/sync';
import { type Points, pointAt } from '../read/points.js';
import type { Solved } from '../transport/solved.js';
import type { PlanEntry } from '../transport/sparse-plan.js';

/**
 * The entries of a sparse plan as CSV: `source` and `target` number the records of their files from 0, then come the
 * coordinates of both, the mass (the whole plan has mass 1) and the cost of a unit of it.
 */
export function planCsv({ source, target }: Solved, entries: readonly PlanEntry[]): string {
  const header = ['source', 'target', ...axes('source', source), ...axes('target', target), 'mass', 'cost'];
  const rows = entries.map(({ i, j, mass, cost }) => [
    source.records[i],
    target.records[j],
    ...pointAt(source, i),
    ...pointAt(target, j),
    mass,
    cost,
  ]);
  return stringify([header, ...rows]);
}

const axes = (side: string, { axes: { names } }: Points): readonly string[] =>
  names.map((name) => `${side}_${name}`);
