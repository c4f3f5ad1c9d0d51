import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/input-error.js';
import { readPoints } from '../../src/read/points.js';
import type { Table } from '../../src/read/table.js';

const table = (columns: readonly string[], rows: readonly (readonly unknown[])[]): Table => ({
  path: 'data/a.csv',
  columns,
  rows,
  whereIs: (row) => `line ${row + 2}`,
});
const plane = { names: ['x', 'y'], geographic: false };
const globe = { names: ['lon', 'lat'], geographic: true };

describe('readPoints', () => {
  it('reads coordinates row by row, whether cells are text or numbers', () => {
    const points = readPoints(
      table(
        ['y', 'place', 'x'],
        [
          ['1', 'A, B', 2],
          [3, null, ' 4e1 '],
        ],
      ),
      plane,
      undefined,
    );
    expect([...points.coordinates]).toEqual([2, 1, 40, 3]);
    expect([...points.weights]).toEqual([0.5, 0.5]);
    expect([...points.records]).toEqual([0, 1]);
    expect(points.places).toEqual(['A, B', '']);
    expect(points.label).toBe('a.csv');
  });

  it('scales weights to sum 1, zeros included', () => {
    const points = readPoints(
      table(
        ['x', 'y', 'w'],
        [
          [0, 0, 3],
          [0, 1, '0'],
          [1, 0, 1],
        ],
      ),
      plane,
      'w',
    );
    expect([...points.weights]).toEqual([0.75, 0, 0.25]);
  });

  it.each([
    ['abc', '"abc"'],
    ['', 'nothing'],
    [null, 'nothing'],
    ['NaN', '"NaN"'],
    [[1], '[1]'],
    [true, 'true'],
    ['x'.repeat(60), `"${'x'.repeat(38)}…`],
  ])('refuses the cell %j with its line and column', (cell, shown) => {
    const rows = [
      [1, 2],
      [3, cell],
    ];
    expect(() => readPoints(table(['x', 'y'], rows), plane, undefined)).toThrow(
      new InputError(`data/a.csv: line 3: expected a number as "y", got ${shown}`),
    );
  });

  it.each([
    [[0, 90.1], 'expected a latitude in [-90, 90] degrees as "lat", got 90.1'],
    [[-180.5, 0], 'expected a longitude in [-180, 360] degrees as "lon", got -180.5'],
    [[361, 0], 'expected a longitude in [-180, 360] degrees as "lon", got 361'],
  ])('refuses %j on the globe', (position, message) => {
    expect(() => readPoints(table(['lon', 'lat'], [[0, 0], position]), globe, undefined)).toThrow(
      new InputError(`data/a.csv: line 3: ${message}`),
    );
  });

  it('takes the poles and both conventions of longitude', () => {
    const rows = [
      [-180, -90],
      [360, 90],
    ];
    expect(readPoints(table(['lon', 'lat'], rows), globe, undefined).coordinates).toHaveLength(4);
  });

  it.each([
    [
      [
        [0, 0, 1],
        [0, 1, -2],
      ],
      'data/a.csv: line 3: expected a weight ≥ 0 as "w", got -2',
    ],
    [
      [
        [0, 0, 0],
        [0, 1, 0],
      ],
      'data/a.csv: expected a positive weight somewhere, but all are zero',
    ],
    [
      [
        [0, 0, 1],
        [0, 1, 'heavy'],
      ],
      'data/a.csv: line 3: expected a number as "w", got "heavy"',
    ],
    [[[0, 0, 1]], 'data/a.csv: expected at least 2 points, got 1'],
    [[], 'data/a.csv: expected at least 2 points, got 0'],
  ])('refuses the weighted points %j', (rows, message) => {
    expect(() => readPoints(table(['x', 'y', 'w'], rows), plane, 'w')).toThrow(new InputError(message));
  });

  it('names an unknown column of weights', () => {
    expect(() =>
      readPoints(
        table(
          ['x', 'y'],
          [
            [0, 0],
            [1, 1],
          ],
        ),
        plane,
        'mass',
      ),
    ).toThrow(new InputError('data/a.csv: no column "mass"; it has x, y'));
  });
});
