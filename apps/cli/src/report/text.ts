import { max } from 'd3-array';
import type { Solved } from '../transport/solved.js';
import type { Findings } from './findings.js';
import { type Sheet, sheets } from './sheets.js';
import { facts } from './summary.js';

const rowsShown = 8;

/** The summary that is printed on a terminal: aligned columns, at home in 80 of them. */
export function textSummary(solved: Solved, found: Findings, title: string): string {
  const summary = facts(solved, found).map(({ name, value, note = '' }) => [name, value, note]);
  const tables = sheets(solved, found, rowsShown).flatMap((sheet) => [
    '',
    sheet.title,
    ...aligned([sheet.header, ...sheet.rows], sheet.align),
  ]);
  return lines([title, '', ...aligned(summary, ['left', 'left', 'left']), ...tables]);
}

/** Lines of text, each of them ended. */
export const lines = (texts: readonly string[]): string => `${texts.join('\n')}\n`;

/** Rows as lines of columns, each as wide as its widest cell; a last cell on the left, such as a note, does not widen the others. */
export function aligned(rows: readonly (readonly string[])[], align: Sheet['align']): readonly string[] {
  const widths = align.map(
    (side, column) => max(rows, (row) => (side === 'right' || row[column + 1] ? row[column].length : 0)) ?? 0,
  );
  return rows.map((row) => {
    const cells = row.map((cell, column) =>
      align[column] === 'left' ? cell.padEnd(widths[column]) : cell.padStart(widths[column]),
    );
    return `  ${cells.join('  ')}`.trimEnd();
  });
}
