import { CsvError, type CsvErrorCode, parse } from 'csv-parse/sync';
import { InputError } from '../input-error.js';
import { toNumber } from './number.js';
import { ordinalColumns, type Table } from './table.js';

/**
 * Reads delimited text (RFC 4180; a byte-order mark and empty lines are skipped, cells are trimmed). The first
 * line names the columns, unless all its cells are numbers: then the columns are `1`, `2`, …
 *
 * @throws InputError with the line number when a row has too many or too few cells, or a quote is left open.
 */
export function readCsv(path: string, text: string, delimiter: ',' | '\t'): Table {
  const { records, lines } = parseRecords(path, text, delimiter);
  const first = records[0] ?? [];
  const headed = first.some((cell) => toNumber(cell) === undefined);
  const skipped = headed ? 1 : 0;
  return {
    path,
    columns: headed ? first : ordinalColumns(first.length),
    rows: records.slice(skipped),
    whereIs: (row) => `line ${lines[row + skipped]}`,
  };
}

function parseRecords(path: string, text: string, delimiter: string) {
  const lines: number[] = [];
  let width = 0;
  try {
    const records = parse(text, {
      bom: true,
      delimiter,
      skip_empty_lines: true,
      trim: true,
      on_record: (record: string[], context) => {
        width ||= record.length;
        lines.push(context.lines);
        return record;
      },
    });
    return { records, lines };
  } catch (error) {
    if (error instanceof CsvError)
      throw new InputError(`${path}: ${describe(error, width)}`, { cause: error });
    throw error;
  }
}

/** What is wrong, for the codes that a person may meet. */
const mistakes: Partial<Record<CsvErrorCode, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'the file ends inside a quoted cell; a closing " is missing',
  INVALID_OPENING_QUOTE: 'a " in the middle of a cell; quote the whole cell and double the " inside',
  CSV_INVALID_CLOSING_QUOTE: 'text after the closing " of a cell; double a " that belongs to the text',
};

function describe(error: CsvError, width: number): string {
  const { code, lines, record, message } = error;
  const lengths = Array.isArray(record)
    ? `expected ${width} ${width === 1 ? 'cell' : 'cells'}, as in the first line, got ${record.length}`
    : undefined;
  const mistake = code === 'CSV_RECORD_INCONSISTENT_FIELDS_LENGTH' ? lengths : mistakes[code];
  return `line ${String(lines)}: ${mistake ?? message}`;
}
