import { type Points, pointAt } from '../read/points.js';
import type { Solved } from '../transport/solved.js';
import type { Findings, Move } from './findings.js';
import { formatNumber } from './format.js';

/** The largest moves, and what they are between: net moves between regions of the globe, or entries of the plan. */
export interface Moves {
  readonly title: string;
  readonly rows: readonly Move[];
}

/** The largest moves of a transport, at most `count`. */
export function largestMoves({ source, target }: Solved, { regions, entries }: Findings, count: number): Moves {
  if (regions) return { title: 'Largest net moves between regions', rows: regions.moves.slice(0, count) };
  const largest = entries.toSorted((one, other) => other.mass - one.mass).slice(0, count);
  return {
    title: 'Largest entries of the plan',
    rows: largest.map(({ i, j, mass, cost }) => ({ from: nameOf(source, i), to: nameOf(target, j), mass, cost })),
  };
}

/** A point in words: which record of its file it is, from 0, and its coordinates. */
function nameOf(points: Points, i: number): string {
  const coordinates = Array.from(pointAt(points, i), formatNumber);
  const shown = coordinates.length > 3 ? [...coordinates.slice(0, 3), '…'] : coordinates;
  return `${points.records[i]} (${shown.join(', ')})`;
}
