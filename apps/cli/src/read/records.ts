import { InputError } from '../input-error.js';
import { ordinalColumns, type Table } from './table.js';

type Fields = Readonly<Record<string, unknown>>;

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * A table from parsed records: either objects, whose columns are all the keys that occur, in the order of their
 * first occurrence, or arrays of one length, whose columns are `names` (`1`, `2`, … where there are none).
 *
 * @throws InputError naming the first record that is not like the first one.
 */
export function tableOfRecords(
  path: string,
  records: readonly unknown[],
  whereIs: (row: number) => string,
  names?: readonly string[],
): Table {
  const fail = (row: number, expected: string): never => {
    throw new InputError(`${path}: ${whereIs(row)}: expected ${expected}, got ${kindOf(records[row])}`);
  };
  const first = records[0];
  if (Array.isArray(first)) {
    const columns = names ?? ordinalColumns(first.length);
    const rows = records.map((record, row) =>
      Array.isArray(record) && record.length === columns.length
        ? (record as readonly unknown[])
        : fail(row, `an array of ${columns.length} values, as the first one`),
    );
    return { path, columns, rows, whereIs };
  }
  const fields = records.map((record, row) =>
    isFields(record) ? record : fail(row, 'an object or an array'),
  );
  const columns = [...new Set(fields.flatMap(Object.keys))];
  return { path, columns, rows: fields.map((record) => columns.map((column) => record[column])), whereIs };
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return `an array of ${value.length}`;
  if (value === null) return 'null';
  return typeof value === 'object' ? 'an object' : JSON.stringify(value);
}
