import { InputError } from '../input-error.js';
import { type Coordinates, columnIndex, findCoordinates } from './columns.js';
import { type Points, readPoints } from './points.js';
import { type Format, readTable } from './read-table.js';
import type { Table } from './table.js';

/** Which columns of the files are what. */
export interface Selection {
  readonly format?: Format | undefined;
  readonly columns?: readonly string[] | undefined;
  readonly weight?: string | undefined;
  /** Whether two columns are longitude and latitude whatever their names. */
  readonly geographic?: boolean;
}

/** A file of points: its records, and the points that they are. */
export interface Side {
  readonly table: Table;
  readonly points: Points;
}

/**
 * Reads one file of points.
 *
 * @param reserved columns besides that of the weights that are no coordinates; they have to be there.
 * @throws InputError in words for the person at the terminal.
 */
export async function readSide(
  path: string,
  { format, columns, weight, geographic = false }: Selection,
  reserved: readonly string[] = [],
): Promise<Side> {
  const table = await readTable(path, format);
  const kept = weight === undefined ? reserved : [weight, ...reserved];
  for (const name of kept) columnIndex(table, name);
  const axes = findCoordinates(table, columns, kept);
  return { table, points: readPoints(table, geographic ? onGlobe(table.path, axes) : axes, weight) };
}

/**
 * Reads two files of points.
 *
 * @throws InputError as {@link readSide}, and when their coordinates are not the same.
 */
export async function readSides(
  sourcePath: string,
  targetPath: string,
  selection: Selection,
  reserved?: readonly string[],
): Promise<readonly [Side, Side]> {
  const source = await readSide(sourcePath, selection, reserved);
  const target = await readSide(targetPath, selection, reserved);
  checkAlike(source.points, target.points);
  return [source, target];
}

function onGlobe(path: string, { names }: Coordinates): Coordinates {
  if (names.length === 2) return { names, geographic: true };
  throw new InputError(
    `${path}: great-circle expects two columns, longitude and latitude, got ${names.join(', ')}; name them with --columns`,
  );
}

function checkAlike(source: Points, target: Points): void {
  const [ours, theirs] = [source.axes, target.axes];
  const alike = ours.geographic
    ? theirs.geographic
    : !theirs.geographic && ours.names.join('\n').toLowerCase() === theirs.names.join('\n').toLowerCase();
  if (alike) return;
  const columns = `${source.label} has ${ours.names.join(', ')}; ${target.label} has ${theirs.names.join(', ')}`;
  throw new InputError(`the two files have different coordinates (${columns}); name them with --columns`);
}
