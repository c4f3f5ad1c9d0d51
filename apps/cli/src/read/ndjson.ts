import { parseJson } from './parse-json.js';
import { tableOfRecords } from './records.js';
import type { Table } from './table.js';

/**
 * Reads one JSON object or array a line; empty lines are skipped.
 *
 * @throws InputError with the line number where a line is not JSON or not like the first one.
 */
export function readNdjson(path: string, text: string): Table {
  const lines = text
    .split('\n')
    .map((line, index) => ({ line, number: index + 1 }))
    .filter(({ line }) => line.trim() !== '');
  const records = lines.map(({ line, number }) => parseJson(path, line, number));
  return tableOfRecords(path, records, (row) => `line ${lines[row]?.number}`);
}
