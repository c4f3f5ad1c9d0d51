import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/input-error.js';
import { readJson } from '../../src/read/json.js';

const read = (value: unknown) => readJson('a.json', JSON.stringify(value));

describe('readJson', () => {
  it('reads the same table from objects, arrays under names, and columns', () => {
    const row = fc.record({ x: fc.integer(), y: fc.integer(), name: fc.string() });
    fc.assert(
      fc.property(fc.array(row, { minLength: 1 }), (records) => {
        const { columns, rows } = read(records);
        const data = records.map(({ x, y, name }) => [x, y, name]);
        const byColumn = {
          x: records.map(({ x }) => x),
          y: records.map(({ y }) => y),
          name: records.map(({ name }) => name),
        };
        expect({ columns, rows }).toEqual({ columns: ['x', 'y', 'name'], rows: data });
        for (const other of [{ columns: ['x', 'y', 'name'], data }, byColumn, { columns: byColumn }]) {
          expect(read(other)).toMatchObject({ columns, rows });
        }
      }),
    );
  });

  it('numbers the columns of an array of arrays', () => {
    expect(read([[1, 2, 3]]).columns).toEqual(['1', '2', '3']);
  });

  it('takes all keys that occur as columns, in the order of their first occurrence', () => {
    const { columns, rows } = read([{ b: 1 }, { a: 2, b: 3 }]);
    expect(columns).toEqual(['b', 'a']);
    expect(rows).toEqual([
      [1, undefined],
      [3, 2],
    ]);
  });

  it('recognises GeoJSON by its content', () => {
    const feature = {
      type: 'Feature',
      geometry: { type: 'Point', coordinates: [1, 2] },
      properties: { mag: 3 },
    };
    expect(read({ type: 'FeatureCollection', features: [feature] }).columns).toEqual(['lon', 'lat', 'mag']);
  });

  it('says on which line a record stands', () => {
    const { whereIs } = readJson('a.json', '[\n  {"x": 1},\n\n  {"x": 2}\n]');
    expect([whereIs(0), whereIs(1)]).toEqual(['line 2 (record 1)', 'line 4 (record 2)']);
  });

  it.each([
    ['[{"x": 1},\n{"x": }]', 'a.json: line 2: not valid JSON: value expected'],
    ['[{"x": 1}\n{"x": 2}]', 'a.json: line 2: not valid JSON: comma expected'],
    ['[{"x": NaN}]', 'a.json: line 1: not valid JSON: invalid symbol'],
    ['[1, 2', 'a.json: line 1: not valid JSON: close bracket expected'],
    ['', 'a.json: line 1: not valid JSON: value expected'],
    ['[1] // one', 'a.json: line 1: not valid JSON: invalid comment token'],
    ['[{"x": 1},\n 7]', 'a.json: line 2 (record 2): expected an object or an array, got 7'],
    [
      '[[1, 2],\n [3]]',
      'a.json: line 2 (record 2): expected an array of 2 values, as the first one, got an array of 1',
    ],
    [
      '[[1, 2],\n null]',
      'a.json: line 2 (record 2): expected an array of 2 values, as the first one, got null',
    ],
    ['[{"x": 1},\n [2]]', 'a.json: line 2 (record 2): expected an object or an array, got an array of 1'],
    ['{"x": [1, 2], "y": [3]}', 'a.json: expected columns of one length, but "x" has 2 values, "y" has 1'],
    ['{"x": 1}', 'a.json: expected an array of records or an object of columns, but "x" is no array'],
    ['7', 'a.json: expected records: an array, an object of columns or a FeatureCollection'],
  ])('refuses %j', (text, message) => {
    expect(() => readJson('a.json', text)).toThrow(new InputError(message));
  });
});
