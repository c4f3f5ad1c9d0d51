import type { Solved } from '../transport/solved.js';
import type { Findings } from './findings.js';
import { formatChange, formatQuantity, formatShare } from './format.js';
import { largestMoves } from './moves.js';
import { facts } from './summary.js';

const rowsShown = 8;

/** The summary that is printed on a terminal: aligned columns, at home in 80 of them. */
export function textSummary(solved: Solved, found: Findings, title: string): string {
  const moves = largestMoves(solved, found, rowsShown);
  const { unit } = solved.cost;
  return [
    title,
    '',
    ...aligned(
      facts(solved, found).map(({ name, value, note = '' }) => [name, value, note]),
      ['left', 'left', 'left'],
    ),
    ...(found.regions ? ['', ...regionTable(found.regions.shares)] : []),
    '',
    ...aligned(
      [
        [moves.title, '', 'mass', 'mean cost'],
        ...moves.rows.map(({ from, to, mass, cost }) => [from, `→ ${to}`, formatShare(mass), formatQuantity(cost, unit)]),
      ],
      ['left', 'left', 'right', 'right'],
    ),
    '',
  ].join('\n');
}
