import { InputError } from '../input-error.js';
import { type Coordinates, columnIndex, findCoordinates } from './columns.js';
import { type Points, readPoints } from './points.js';
import { type Format, readTable } from './read-table.js';
import { type Split, splitPoints } from './split.js';

/** Which columns of the files are what. */
export interface Selection {
  readonly format?: Format | undefined;
  readonly columns?: readonly string[] | undefined;
  readonly weight?: string | undefined;
  readonly split?: Split | undefined;
  /** Whether two columns are longitude and latitude whatever their names. */
  readonly geographic?: boolean;
}

/** The two sets of points, of the same coordinates. */
export interface Input {
  readonly source: Points;
  readonly target: Points;
}

/**
 * Reads source and target from two files, or from the two sides of one file.
 *
 * @throws InputError in words for the person at the terminal.
 */
export async function readInput(
  sourcePath: string,
  targetPath: string | undefined,
  { format, columns, weight, split, geographic = false }: Selection,
): Promise<Input> {
  const read = async (path: string) => {
    const table = await readTable(path, format);
    const reserved = [weight, split?.column].filter((name) => name !== undefined);
    for (const name of reserved) columnIndex(table, name);
    const axes = findCoordinates(table, columns, reserved);
    return { table, points: readPoints(table, geographic ? onGlobe(table.path, axes) : axes, weight) };
  };
  const first = await read(sourcePath);
  if (split) return splitPoints(first.table, first.points, split);
  if (targetPath === undefined)
    throw new InputError('expected a target file, or --split to divide the source in two');
  const second = await read(targetPath);
  checkAlike(first.points, second.points);
  return { source: first.points, target: second.points };
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
