import { InputError } from '../input-error.js';
import type { Points } from './points.js';
import { readSide, readSides, type Selection } from './read-sides.js';
import { type Split, splitPoints } from './split.js';

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
  selection: Selection & { readonly split?: Split | undefined },
): Promise<Input> {
  const { split } = selection;
  if (split) {
    const { table, points } = await readSide(sourcePath, selection, [split.column]);
    return splitPoints(table, points, split);
  }
  if (targetPath === undefined) {
    throw new InputError('expected a target file, or --split to divide the source in two');
  }
  const [source, target] = await readSides(sourcePath, targetPath, selection);
  return { source: source.points, target: target.points };
}
