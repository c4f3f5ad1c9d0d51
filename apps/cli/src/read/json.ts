import { InputError } from '../input-error.js';
import { isFeatureCollection, readFeatures } from './geojson.js';
import { parseJson, whereInJson } from './parse-json.js';
import { isFields, tableOfRecords } from './records.js';
import type { Table } from './table.js';

/**
 * Reads JSON in the shapes that data tools write: an array of objects, an array of arrays, an object of equally
 * long columns `{ x: […], y: […] }` (bare, or under `columns`), rows under named columns `{ columns: ['x', 'y'],
 * data: [[…], …] }`, or a GeoJSON FeatureCollection.
 *
 * @throws InputError with the line number where the text is not JSON or a record is not like the others.
 */
export function readJson(path: string, text: string): Table {
  const value = parseJson(path, text);
  if (isFeatureCollection(value)) return readFeatures(path, text, value);
  if (Array.isArray(value)) {
    return tableOfRecords(path, value, (row) => whereInJson(text, 'record', [], row));
  }
  if (isFields(value)) {
    const { columns, data } = value;
    if (isNames(columns) && Array.isArray(data)) {
      return tableOfRecords(path, data, (row) => whereInJson(text, 'record', ['data'], row), columns);
    }
    return tableOfColumns(path, isFields(columns) ? columns : value);
  }
  throw new InputError(`${path}: expected records: an array, an object of columns or a FeatureCollection`);
}

const isNames = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((name) => typeof name === 'string');

function tableOfColumns(path: string, columns: Readonly<Record<string, unknown>>): Table {
  const names = Object.keys(columns);
  const values = names.map((name) => {
    const column = columns[name];
    if (Array.isArray(column)) return column as readonly unknown[];
    throw new InputError(
      `${path}: expected an array of records or an object of columns, but "${name}" is no array`,
    );
  });
  const length = values[0]?.length ?? 0;
  for (const [index, column] of values.entries()) {
    if (column.length === length) continue;
    const lengths = `"${names[0]}" has ${length} values, "${names[index]}" has ${column.length}`;
    throw new InputError(`${path}: expected columns of one length, but ${lengths}`);
  }
  return {
    path,
    columns: names,
    rows: Array.from({ length }, (_, row) => values.map((column) => column[row])),
    whereIs: (row) => `record ${row + 1}`,
  };
}
