import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/input-error.js';
import { readCsv } from '../../src/read/csv.js';

const read = (text: string) => readCsv('a.csv', text, ',');

describe('readCsv', () => {
  it('reads back whatever a CSV writer wrote, quotes, commas and line ends in cells included', () => {
    const cell = fc.string({ unit: 'grapheme' }).map((text) => text.trim());
    const table = fc.integer({ min: 2, max: 5 }).chain((width) =>
      fc.record({
        header: fc.array(fc.stringMatching(/^[a-z]{1,5}$/), { minLength: width, maxLength: width }),
        rows: fc.array(fc.array(cell, { minLength: width, maxLength: width }), { maxLength: 8 }),
      }),
    );
    fc.assert(
      fc.property(table, ({ header, rows }) => {
        const { columns, rows: read } = readCsv('a.csv', stringify([header, ...rows], { quoted: true }), ',');
        expect(columns).toEqual(header);
        expect(read).toEqual(rows);
      }),
    );
  });

  it('reads back the numbers that were written, to the bit', () => {
    const row = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(fc.array(row, { minLength: 1 }), (rows) => {
        const read = readCsv('a.csv', stringify([['x', 'y', 'z'], ...rows]), ',').rows;
        // JSON has no negative zero, and neither has the text of a cell.
        expect(read.map((cells) => cells.map(Number))).toEqual(rows.map((cells) => cells.map((v) => v + 0)));
      }),
    );
  });

  it('takes the names from the first line', () => {
    const { columns, rows } = read('lon,lat\n1,2\n3,4\n');
    expect(columns).toEqual(['lon', 'lat']);
    expect(rows).toEqual([
      ['1', '2'],
      ['3', '4'],
    ]);
  });

  it('numbers the columns where the first line is all numbers', () => {
    const { columns, rows } = read('1,-2.5e3\n3,4\n');
    expect(columns).toEqual(['1', '2']);
    expect(rows).toHaveLength(2);
  });

  it('skips a byte-order mark, empty lines and blanks around cells, and still counts lines', () => {
    const { columns, rows, whereIs } = read('\uFEFFx , y\r\n\r\n 1 ,2\r\n\r\n3,4');
    expect(columns).toEqual(['x', 'y']);
    expect(rows[0]).toEqual(['1', '2']);
    expect([whereIs(0), whereIs(1)]).toEqual(['line 3', 'line 5']);
  });

  it('reads tabs where it is told to', () => {
    expect(readCsv('a.tsv', 'x\ty\n1\t2', '\t').columns).toEqual(['x', 'y']);
  });

  it('finds no columns in an empty file', () => {
    expect(read('').columns).toEqual([]);
  });

  it.each([
    ['x,y\n1,2\n\n3\n', 'a.csv: line 4: expected 2 cells, as in the first line, got 1'],
    ['x;y\n1,2\n', 'a.csv: line 2: expected 1 cell, as in the first line, got 2'],
    ['x,y\n1,2,3\n', 'a.csv: line 2: expected 2 cells, as in the first line, got 3'],
    ['x,y\n1,"2\n3,4', 'a.csv: line 3: the file ends inside a quoted cell; a closing " is missing'],
    [
      'x,y\n1,a"2\n',
      'a.csv: line 2: a " in the middle of a cell; quote the whole cell and double the " inside',
    ],
    [
      'x,y\n1,"2"z\n',
      'a.csv: line 2: text after the closing " of a cell; double a " that belongs to the text',
    ],
  ])('refuses %j with its line', (text, message) => {
    expect(() => read(text)).toThrow(new InputError(message));
  });
});
