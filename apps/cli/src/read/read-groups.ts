import { group } from 'd3-array';
import { InputError } from '../input-error.js';
import { columnIndex } from './columns.js';
import { showCell } from './number.js';
import { failAt, selectPoints } from './points.js';
import type { Input } from './read-input.js';
import { readSides, type Selection, type Side } from './read-sides.js';

/** Source and target points that have one value in a column. */
export interface Group extends Input {
  /** The value, as text. */
  readonly name: string;
}

/** An error names no more groups than these. */
const mostNamed = 12;

/**
 * Reads two files and pairs their points by a column: a group for each of its values, in the order of the source file. In
 * each group the weights of each side are scaled to sum 1.
 *
 * @throws InputError in words for the person at the terminal, among them when a value is in one file alone.
 */
export async function readGroups(
  sourcePath: string,
  targetPath: string,
  column: string,
  selection: Selection,
): Promise<readonly Group[]> {
  const [source, target] = await readSides(sourcePath, targetPath, selection, [column]);
  const [sources, targets] = [rowsByValue(source, column), rowsByValue(target, column)];
  const alone = [
    ...onlyIn(source.points.label, sources, targets),
    ...onlyIn(target.points.label, targets, sources),
  ];
  if (alone.length > 0) {
    throw new InputError(`--batch: expected every "${column}" in both files; ${alone.join('; ')}`);
  }
  const select = ({ table, points }: Side, rows: readonly number[], name: string) =>
    selectPoints(table.path, points, rows, `${column} = ${name}`);
  return Array.from(sources, ([name, rows]) => ({
    name,
    source: select(source, rows, name),
    target: select(target, targets.get(name)!, name),
  }));
}

type RowsByValue = ReadonlyMap<string, readonly number[]>;

function rowsByValue({ table }: Side, column: string): RowsByValue {
  const index = columnIndex(table, column);
  return group(table.rows.keys(), (row) => {
    const cell = table.rows[row][index];
    const text = ['string', 'number', 'boolean'].includes(typeof cell) ? String(cell).trim() : '';
    return text || failAt(table, row, `expected a value as "${column}", got ${showCell(cell)}`);
  });
}

function onlyIn(label: string, own: RowsByValue, others: RowsByValue): readonly string[] {
  const names = [...own.keys()].filter((name) => !others.has(name));
  if (names.length === 0) return [];
  const shown = names.length > mostNamed ? [...names.slice(0, mostNamed), '…'] : names;
  return [`only ${label} has ${shown.join(', ')}`];
}
