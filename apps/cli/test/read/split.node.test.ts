import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/input-error.js';
import { readPoints } from '../../src/read/points.js';
import { splitPoints } from '../../src/read/split.js';
import type { Table } from '../../src/read/table.js';

const split = (cells: readonly unknown[], at: string, column = 't') => {
  const table: Table = {
    path: 'a.csv',
    columns: ['x', column],
    rows: cells.map((cell, row) => [row, cell]),
    whereIs: (row) => `line ${row + 2}`,
  };
  return splitPoints(table, readPoints(table, { names: ['x'], geographic: false }, undefined), {
    column,
    at,
  });
};

describe('splitPoints', () => {
  it('puts every point on one side, and the smaller values on the first', () => {
    const values = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 8, maxLength: 40 });
    fc.assert(
      fc.property(values, fc.constantFrom('middle', 'median', '0'), (cells, at) => {
        const sides = (() => {
          try {
            return split(cells, at);
          } catch {
            return undefined; // Too few on one side.
          }
        })();
        fc.pre(sides !== undefined);
        const [before, after] = [sides.source.records, sides.target.records];
        expect([...before, ...after].sort((i, j) => i - j)).toEqual(cells.map((_, row) => row));
        expect(Math.max(...[...before].map((row) => cells[row]))).toBeLessThan(
          Math.min(...[...after].map((row) => cells[row])),
        );
        expect([...after].reduce((sum, _, i) => sum + sides.target.weights[i], 0)).toBeCloseTo(1);
      }),
    );
  });

  it('splits at the middle of the range, whatever lies there', () => {
    const { source, target } = split([0, 1, 2, 3, 100, 101], 'middle');
    expect([source.records.length, target.records.length]).toEqual([4, 2]);
    expect([source.label, target.label]).toEqual(['t < 50.5', 't ≥ 50.5']);
  });

  it('splits at the median', () => {
    const { source, target } = split([0, 1, 2, 3, 100, 101], 'median');
    expect([source.records.length, target.records.length]).toEqual([3, 3]);
  });

  it('splits dates, in UTC where they name no offset', () => {
    const days = ['2024-03-01', '2024-03-02 12:00', '2024-03-03T00:00+01:00', '2024-03-04T10:00:00.5Z'];
    const { source, target } = split(days, '2024-03-02 23:00');
    expect([[...source.records], [...target.records]]).toEqual([
      [0, 1],
      [2, 3],
    ]);
    expect(target.label).toBe('t ≥ 2024-03-02 23:00 UTC');
  });

  it('shows milliseconds under a name of time as instants, other numbers as they are', () => {
    const instants = [1517363399650, 1517363399651, 1517966773839, 1517966773840];
    expect(split(instants, 'middle', 'time').source.label).toBe('time < 2018-02-03 13:38 UTC');
    expect(split(instants, 'middle', 'count').source.label).toBe('count < 1517670000000');
    expect(split([1, 2, 3, 4], 'middle', 'time').source.label).toBe('time < 2.5');
  });

  it.each([
    [[1, 2, 'soon', 4], 'middle', 'a.csv: line 4: expected a number or a date as "t", got "soon"'],
    [[1, 2, null, 4], 'middle', 'a.csv: line 4: expected a number or a date as "t", got nothing'],
    [
      ['2024-02-30T99:00', 2],
      'middle',
      'a.csv: line 2: expected a number or a date as "t", got "2024-02-30T99:00"',
    ],
    [
      [1, 2, 3, 4],
      'noon',
      '--split-at: expected middle, median, a number or a date such as 2018-02-03, got "noon"',
    ],
    [[1, 2, 3, 4], '2', 'a.csv: t < 2: expected at least 2 points, got 1'],
    [[5, 5, 5, 5], 'middle', 'a.csv: t < 5: expected at least 2 points, got 0'],
  ])('refuses %j at %s', (cells, at, message) => {
    expect(() => split(cells, at)).toThrow(new InputError(message));
  });
});
