import { max, median, min } from 'd3-array';
import { InputError } from '../input-error.js';
import { columnIndex } from './columns.js';
import { showCell, toNumber } from './number.js';
import { failAt, type Points, selectPoints } from './points.js';
import type { Table } from './table.js';

/** How one file becomes two: by a column, at the middle of its range, at its median, or at a value of it. */
export interface Split {
  readonly column: string;
  /** `middle`, `median`, or a number or date. */
  readonly at: string;
}

/**
 * Divides points in two by a column of numbers or dates: what lies before the split is the source, what lies at
 * it or after is the target.
 *
 * @throws InputError when the column is not there, a cell is neither a number nor an ISO 8601 date, or one side
 *   is left with fewer than two points.
 */
export function splitPoints(table: Table, points: Points, split: Split): { source: Points; target: Points } {
  const column = columnIndex(table, split.column);
  const values = table.rows.map(
    (row, index) =>
      toOrdinal(row[column]) ??
      failAt(table, index, `expected a number or a date as "${split.column}", got ${showCell(row[column])}`),
  );
  const at = splitValue(split, values);
  const name = inWords(at, isInstant(table, column, values));
  const rows = values.map((_, row) => row);
  return {
    source: selectPoints(
      table.path,
      points,
      rows.filter((row) => values[row] < at),
      `${split.column} < ${name}`,
    ),
    target: selectPoints(
      table.path,
      points,
      rows.filter((row) => values[row] >= at),
      `${split.column} ≥ ${name}`,
    ),
  };
}

function splitValue({ at }: Split, values: readonly number[]): number {
  if (at === 'median') return median(values) ?? Number.NaN;
  if (at === 'middle') return ((min(values) ?? Number.NaN) + (max(values) ?? Number.NaN)) / 2;
  const value = toOrdinal(at);
  if (value !== undefined) return value;
  throw new InputError(
    `--split-at: expected middle, median, a number or a date such as 2018-02-03, got "${at}"`,
  );
}

const iso = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?$/;

/** A number as it is; an ISO 8601 date as milliseconds since 1970, UTC where it names no offset. */
function toOrdinal(cell: unknown): number | undefined {
  const number = toNumber(cell);
  if (number !== undefined || typeof cell !== 'string' || !iso.test(cell.trim())) return number;
  const text = cell.trim().replace(' ', 'T');
  const instant = Date.parse(/(?:^.{10}|Z|[+-]\d\d:?\d\d)$/.test(text) ? text : `${text}Z`);
  return Number.isNaN(instant) ? undefined : instant;
}

/** Whether a column holds instants: dates, or milliseconds of the years 2001 to 2286 under a name of time. */
function isInstant(table: Table, column: number, values: readonly number[]): boolean {
  if (table.rows.some((row) => toNumber(row[column]) === undefined)) return true;
  return (
    /time|date/i.test(table.columns[column] ?? '') && values.every((value) => value >= 1e12 && value < 1e13)
  );
}

function inWords(value: number, instant: boolean): string {
  if (!instant) return `${Number(value.toPrecision(6))}`;
  return `${new Date(value).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
