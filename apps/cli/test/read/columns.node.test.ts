import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/input-error.js';
import { findCoordinates } from '../../src/read/columns.js';
import type { Table } from '../../src/read/table.js';

const table = (columns: readonly string[], rows: readonly (readonly unknown[])[] = []): Table => ({
  path: 'a.csv',
  columns,
  rows,
  whereIs: (row) => `line ${row + 2}`,
});

describe('findCoordinates', () => {
  it.each([
    [['lon', 'lat']],
    [['longitude', 'latitude']],
    [['lng', 'lat']],
    [['Long', 'LAT']],
    [['lng', 'Latitude']],
  ])('takes %j for longitude and latitude, wherever they stand', (names) => {
    const found = findCoordinates(table(['mag', names[1], 'x', names[0], 'y']), undefined, []);
    expect(found).toEqual({ names, geographic: true });
  });

  it('takes x and y, and z where there is one', () => {
    expect(findCoordinates(table(['Y', 'id', 'X']), undefined, []).names).toEqual(['X', 'Y']);
    expect(findCoordinates(table(['x', 'y', 'z', 'w']), undefined, []).names).toEqual(['x', 'y', 'z']);
  });

  it('takes all columns of numbers where names tell nothing, but the reserved ones', () => {
    const rows = [
      ['a', '1', 2, 3, ''],
      ['b', '4', 5, 6, '7'],
    ];
    const found = findCoordinates(table(['name', 'p', 'q', 'mass', 'gap'], rows), undefined, ['mass']);
    expect(found).toEqual({ names: ['p', 'q'], geographic: false });
  });

  it('takes the columns that are named, in their order', () => {
    const found = findCoordinates(table(['x', 'y', 'mag', 'depth']), ['depth', 'mag'], []);
    expect(found).toEqual({ names: ['depth', 'mag'], geographic: false });
  });

  it('puts longitude first where both are named', () => {
    expect(findCoordinates(table(['lat', 'lon']), ['lat', 'lon'], [])).toEqual({
      names: ['lon', 'lat'],
      geographic: true,
    });
  });

  it('does not take longitude and latitude among others for a place on the globe', () => {
    expect(findCoordinates(table(['lon', 'lat', 'z']), ['lon', 'lat', 'z'], []).geographic).toBe(false);
  });

  it('names an unknown column and those there are', () => {
    expect(() => findCoordinates(table(['x', 'y']), ['x', 'speed'], [])).toThrow(
      new InputError('a.csv: no column "speed"; it has x, y'),
    );
    const many = Array.from({ length: 20 }, (_, index) => `c${index}`);
    expect(() => findCoordinates(table(many), ['d'], [])).toThrow(
      new InputError('a.csv: no column "d"; it has c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, …'),
    );
  });

  it('refuses a name that two columns have', () => {
    expect(() => findCoordinates(table(['x', 'y', 'x']), ['x', 'y'], [])).toThrow(
      new InputError('a.csv: two columns are named "x"; rename one'),
    );
  });

  it('says so where no column holds numbers only', () => {
    expect(() => findCoordinates(table(['name'], [['a']]), undefined, [])).toThrow(
      new InputError('a.csv: no column holds numbers only; name the coordinates with --columns'),
    );
  });
});
