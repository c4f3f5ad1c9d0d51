import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/input-error.js';
import { readNdjson } from '../../src/read/ndjson.js';

describe('readNdjson', () => {
  it('reads back what was written, one record a line', () => {
    const record = fc.record({ x: fc.double({ noNaN: true, noDefaultInfinity: true }), s: fc.string() });
    fc.assert(
      fc.property(fc.array(record, { minLength: 1 }), (records) => {
        const { rows } = readNdjson('a.ndjson', records.map((one) => `${JSON.stringify(one)}\n`).join(''));
        expect(rows).toEqual(records.map(({ x, s }) => [x + 0, s]));
      }),
    );
  });

  it('skips empty lines and still counts them', () => {
    const { rows, whereIs } = readNdjson('a.ndjson', '[1, 2]\r\n\r\n[3, 4]\r\n');
    expect(rows).toEqual([
      [1, 2],
      [3, 4],
    ]);
    expect(whereIs(1)).toBe('line 3');
  });

  it.each([
    ['{"x": 1}\n{"x": \n', 'a.ndjson: line 2: not valid JSON: value expected'],
    ['{"x": 1}\n\n"x"\n', 'a.ndjson: line 3: expected an object or an array, got "x"'],
  ])('refuses %j with its line', (text, message) => {
    expect(() => readNdjson('a.ndjson', text)).toThrow(new InputError(message));
  });
});
