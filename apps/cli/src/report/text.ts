import { max } from 'd3-array';
import type { Solved } from '../transport/solved.js';
import type { Findings } from './findings.js';
import { type Sheet, sheets } from './sheets.js';
import { facts } from './summary.js';

const rowsShown = 8;

/** The summary that is printed on a terminal: aligned columns, at home in 80 of them. */
export function textSummary(solved: Solved, found: Findings, title: string): string {
  const summary = facts(solved, found).map(({ name, value, note = '' }) => [name, value, note]);
  const tables = sheets(solved, found, rowsShown).map(textSheet);
  return `${[title, '', ...aligned(summary, ['left', 'left', 'left']), ...tables.flat()].join('\n')}\n`;
}

const textSheet = ({ title, header, align, rows }: Sheet): readonly string[] => [
  '',
  title,
  ...aligned([header, ...rows], align),
];

/** Rows as lines of columns, each as wide as its widest cell; the last cell of a row does not widen the others. */
function aligned(rows: readonly (readonly string[])[], align: Sheet['align']): readonly string[] {
  const widths = align.map(
    (_, column) => max(rows, (row) => (row[column + 1] ? row[column].length : 0)) ?? 0,
  );
  return rows.map((row) => {
    const cells = row.map((cell, column) =>
      align[column] === 'left' ? cell.padEnd(widths[column]) : cell.padStart(widths[column]),
    );
    return `  ${cells.join('  ')}`.trimEnd();
  });
}
