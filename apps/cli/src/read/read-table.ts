import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { InputError } from '../input-error.js';
import { reasonOf } from '../system-error.js';
import { readCsv } from './csv.js';
import { readGeojson } from './geojson.js';
import { readJson } from './json.js';
import { readNdjson } from './ndjson.js';
import type { Table } from './table.js';

/** The formats of point files. */
export const formats = ['csv', 'tsv', 'json', 'ndjson', 'geojson'] as const;
export type Format = (typeof formats)[number];

const formatOfExtension: Readonly<Record<string, Format>> = {
  '.csv': 'csv',
  '.tsv': 'tsv',
  '.tab': 'tsv',
  '.json': 'json',
  '.ndjson': 'ndjson',
  '.jsonl': 'ndjson',
  '.geojson': 'geojson',
};

const readers: Readonly<Record<Format, (path: string, text: string) => Table>> = {
  csv: (path, text) => readCsv(path, text, ','),
  tsv: (path, text) => readCsv(path, text, '\t'),
  json: readJson,
  ndjson: readNdjson,
  geojson: readGeojson,
};

/**
 * Reads a file of records, in the format that its extension names unless `format` does.
 *
 * @throws InputError when the file cannot be read, names no known format, is not well formed, or has no records.
 */
export async function readTable(path: string, format?: Format): Promise<Table> {
  const chosen = format ?? formatOfExtension[extname(path).toLowerCase()];
  if (chosen === undefined) {
    const known = Object.keys(formatOfExtension).join(', ');
    throw new InputError(`${path}: unknown extension (known: ${known}); name the format with --format`);
  }
  const text = await readText(path);
  const table = readers[chosen](path, text.replace(/^\uFEFF/, ''));
  if (table.rows.length === 0) throw new InputError(`${path}: expected records, got none`);
  return table;
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw new InputError(`${path}: ${reasonOf(cause)}`, { cause });
  }
}
