import { type Points, pointAt } from '../read/points.js';
import type { Solved } from '../transport/solved.js';
import type { Findings } from './findings.js';
import { formatChange, formatNumber, formatQuantity, formatShare } from './format.js';

/** A table of a report, all in words. */
export interface Sheet {
  readonly title: string;
  readonly header: readonly string[];
  readonly align: readonly ('left' | 'right')[];
  readonly rows: readonly (readonly string[])[];
}

/** What moved where: of points on the globe by regions, of others by the largest entries of the plan. */
export function sheets(solved: Solved, found: Findings, rows: number): readonly Sheet[] {
  const all = found.regions ? regionSheets(solved, found.regions, rows) : [entrySheet(solved, found, rows)];
  return all.filter((sheet) => sheet.rows.length > 0);
}

function regionSheets({ cost }: Solved, { shares, moves }: Regions, rows: number): readonly Sheet[] {
  return [
    {
      title: 'Regions with most of the mass',
      header: ['region', 'source', 'target', 'change'],
      align: ['left', 'right', 'right', 'right'],
      rows: shares
        .slice(0, rows)
        .map(({ name, source, target }) => [
          name,
          formatShare(source),
          formatShare(target),
          formatChange(target - source),
        ]),
    },
    {
      title: 'Largest net moves between regions',
      header: ['from', 'to', 'mass', 'mean cost'],
      align: ['left', 'left', 'right', 'right'],
      rows: moves
        .slice(0, rows)
        .map(({ from, to, mass, cost: mean }) => [
          from,
          to,
          formatShare(mass),
          formatQuantity(mean, cost.unit),
        ]),
    },
  ];
}

type Regions = NonNullable<Findings['regions']>;

function entrySheet({ source, target, cost }: Solved, { entries }: Findings, rows: number): Sheet {
  const largest = entries.toSorted((one, other) => other.mass - one.mass).slice(0, rows);
  return {
    title: 'Largest entries of the plan',
    header: ['source record', 'target record', 'mass', 'cost'],
    align: ['left', 'left', 'right', 'right'],
    rows: largest.map(({ i, j, mass, cost: value }) => [
      nameOf(source, i),
      nameOf(target, j),
      formatShare(mass),
      formatQuantity(value, cost.unit),
    ]),
  };
}

/** A point in words: which record of its file it is, from 0, and its coordinates. */
function nameOf(points: Points, i: number): string {
  const coordinates = Array.from(pointAt(points, i), formatNumber);
  const shown = coordinates.length > 3 ? [...coordinates.slice(0, 3), '…'] : coordinates;
  return `${points.records[i]} (${shown.join(', ')})`;
}
