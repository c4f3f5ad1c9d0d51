import { InputError } from '../input-error.js';
import { toNumber } from './number.js';
import type { Table } from './table.js';

/** The columns of a table that are the coordinates of its points; `geographic` means longitude, latitude in degrees. */
export interface Coordinates {
  readonly names: readonly string[];
  readonly geographic: boolean;
}

const spellings = { longitude: /^(lon|lng|long|longitude)$/i, latitude: /^(lat|latitude)$/i };

/**
 * Finds the coordinates of a table: the columns that `named` lists, else longitude and latitude (`lon`, `lng`,
 * `long`, `longitude`; `lat`, `latitude`), else `x`, `y` (and `z`), else every column that holds numbers only and
 * is not in `reserved`. Capitals do not matter to what is found. A longitude and a latitude named in either order
 * are geographic, longitude first.
 *
 * @throws InputError when a named column is not there, or no column holds numbers.
 */
export function findCoordinates(
  table: Table,
  named: readonly string[] | undefined,
  reserved: readonly string[],
): Coordinates {
  if (named) {
    for (const name of named) columnIndex(table, name);
    return geographicPair(named.length === 2 ? named : []) ?? { names: named, geographic: false };
  }
  const free = table.columns.filter((name) => !reserved.includes(name));
  return geographicPair(free) ?? cartesian(free) ?? numeric(table, free);
}

/**
 * The place of a column in a table's rows.
 *
 * @throws InputError that lists the columns there are, or when two have the name.
 */
export function columnIndex(table: Table, name: string): number {
  const index = table.columns.indexOf(name);
  if (index !== table.columns.lastIndexOf(name)) {
    throw new InputError(`${table.path}: two columns are named "${name}"; rename one`);
  }
  if (index >= 0) return index;
  const shown = table.columns.slice(0, 12).join(', ') + (table.columns.length > 12 ? ', …' : '');
  throw new InputError(`${table.path}: no column "${name}"; it has ${shown || 'none'}`);
}

function geographicPair(names: readonly string[]): Coordinates | undefined {
  const longitude = names.find((name) => spellings.longitude.test(name));
  const latitude = names.find((name) => spellings.latitude.test(name));
  return longitude && latitude ? { names: [longitude, latitude], geographic: true } : undefined;
}

function cartesian(names: readonly string[]): Coordinates | undefined {
  const [x, y, z] = ['x', 'y', 'z'].map((axis) => names.find((name) => name.toLowerCase() === axis));
  return x && y ? { names: z ? [x, y, z] : [x, y], geographic: false } : undefined;
}

function numeric(table: Table, free: readonly string[]): Coordinates {
  const names = free.filter((name) => {
    const index = table.columns.indexOf(name);
    return table.rows.every((row) => toNumber(row[index]) !== undefined);
  });
  if (names.length > 0) return { names, geographic: false };
  throw new InputError(`${table.path}: no column holds numbers only; name the coordinates with --columns`);
}
