import { basename } from 'node:path';
import { sum } from 'd3-array';
import { InputError } from '../input-error.js';
import { type Coordinates, columnIndex } from './columns.js';
import { showCell, toNumber } from './number.js';
import type { Table } from './table.js';

/** Weighted points of a file. */
export interface Points {
  /** What they are, for titles: the name of the file, or the side of a split. */
  readonly label: string;
  /** The d coordinate columns, and whether they are longitude and latitude in degrees. */
  readonly axes: Coordinates;
  /** Shape [n, d], row-major. */
  readonly coordinates: Float64Array;
  /** Shape [n], ≥ 0, sum 1. */
  readonly weights: Float64Array;
  /** What the weights added up to before they were scaled; n where all are the same. */
  readonly mass: number;
  /** Shape [n]: which record of the file each point is, from 0. */
  readonly records: Int32Array;
  /** Shape [n]: the text of the column `place`, where the file has one. */
  readonly places: readonly string[] | undefined;
}

/** Point `i`, shape [d]; a view, not a copy. */
export function pointAt({ axes, coordinates }: Points, i: number): Float64Array {
  const d = axes.names.length;
  return coordinates.subarray(i * d, (i + 1) * d);
}

/**
 * Takes the points out of a table: coordinates, and weights (uniform where no column is named) scaled to sum 1.
 *
 * @throws InputError with the line where a cell is not a number, a latitude lies outside [-90, 90], a longitude
 *   outside [-180, 360], or a weight is negative; also on fewer than two points, and on weights that are all zero.
 */
export function readPoints(table: Table, axes: Coordinates, weight: string | undefined): Points {
  const n = table.rows.length;
  const columns = axes.names.map((name) => columnIndex(table, name));
  const coordinates = Float64Array.from({ length: n * columns.length }, (_, flat) =>
    numberAt(table, Math.floor(flat / columns.length), columns[flat % columns.length]),
  );
  if (axes.geographic) checkDegrees(table, axes, coordinates);
  const place = table.columns.indexOf('place');
  return normalised(table.path, {
    label: basename(table.path),
    axes,
    coordinates,
    weights: readWeights(table, weight),
    records: Int32Array.from({ length: n }, (_, record) => record),
    places: place < 0 ? undefined : table.rows.map((row) => textOf(row[place])),
  });
}

/**
 * Some of the points of a file, under a label of their own, their weights scaled to sum 1.
 *
 * @throws InputError when fewer than two are left, or all their weights are zero.
 */
export function selectPoints(
  path: string,
  points: Points,
  selection: readonly number[],
  label: string,
): Points {
  const d = points.axes.names.length;
  const { coordinates, weights, mass, records, places } = points;
  return normalised(`${path}: ${label}`, {
    label,
    axes: points.axes,
    coordinates: Float64Array.from(selection.flatMap((i) => [...coordinates.subarray(i * d, (i + 1) * d)])),
    weights: Float64Array.from(selection, (i) => weights[i] * mass),
    records: Int32Array.from(selection, (i) => records[i]),
    places: places && selection.map((i) => places[i]),
  });
}

/**
 * The number in a cell.
 *
 * @throws InputError with the line and the column where the cell does not hold a finite number.
 */
export function numberAt(table: Table, row: number, column: number): number {
  const cell = table.rows[row]?.[column];
  return (
    toNumber(cell) ??
    failAt(table, row, `expected a number as "${table.columns[column]}", got ${showCell(cell)}`)
  );
}

const textOf = (cell: unknown): string => (typeof cell === 'string' ? cell : '');

/** @throws InputError, always, with the line of the row. */
export function failAt(table: Table, row: number, message: string): never {
  throw new InputError(`${table.path}: ${table.whereIs(row)}: ${message}`);
}

function normalised(where: string, points: Omit<Points, 'mass'>): Points {
  const n = points.weights.length;
  if (n < 2) throw new InputError(`${where}: expected at least 2 points, got ${n}`);
  const mass = sum(points.weights);
  if (mass > 0) return { ...points, weights: points.weights.map((weight) => weight / mass), mass };
  throw new InputError(`${where}: expected a positive weight somewhere, but all are zero`);
}

function checkDegrees(table: Table, { names }: Coordinates, coordinates: Float64Array): void {
  for (let row = 0; row < table.rows.length; row++) {
    const longitude = coordinates[2 * row];
    const latitude = coordinates[2 * row + 1];
    if (Math.abs(latitude) > 90) {
      failAt(table, row, `expected a latitude in [-90, 90] degrees as "${names[1]}", got ${latitude}`);
    }
    if (longitude < -180 || longitude > 360) {
      failAt(table, row, `expected a longitude in [-180, 360] degrees as "${names[0]}", got ${longitude}`);
    }
  }
}

function readWeights(table: Table, name: string | undefined): Float64Array {
  if (name === undefined) return new Float64Array(table.rows.length).fill(1);
  const column = columnIndex(table, name);
  return Float64Array.from(table.rows, (_, row) => {
    const weight = numberAt(table, row, column);
    return weight >= 0 ? weight : failAt(table, row, `expected a weight ≥ 0 as "${name}", got ${weight}`);
  });
}
