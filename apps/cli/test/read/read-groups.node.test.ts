import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/input-error.js';
import { readGroups } from '../../src/read/read-groups.js';
import type { Selection } from '../../src/read/read-sides.js';
import { temporaryFiles } from '../support/temporary-files.js';

const files = {
  'a.csv': 'x,year,mass\n0,2019,1\n1,2018,2\n2, 2019 ,3\n3,2018,4\n4,2019,0\n',
  'b.csv': 'year,x,mass\n2018,5,1\n2018,6,1\n2019,7,4\n2019,8,4\n',
  'b.json':
    '[{"x": 5, "year": 2018, "mass": 1}, {"x": 6, "year": 2018, "mass": 1}, {"x": 7, "year": "2019", "mass": 1}, {"x": 8, "year": 2019, "mass": 1}]',
  'late.csv': 'x,year,mass\n1,2019,1\n2,2019,1\n3,2021,1\n4,2021,1\n',
  'few.csv': 'x,year,mass\n1,2019,1\n2,2019,1\n3,2018,1\n',
  'gap.csv': 'x,year,mass\n1,2019,1\n2,,1\n',
  'odd.json': '[{"x": 1, "year": 2018}, {"x": 2, "year": {"from": 2018}}]',
  'nothing.csv': 'x,year,mass\n1,2018,1\n2,2018,1\n1,2019,0\n2,2019,0\n',
};
const read = async (source: string, target: string, selection: Selection = { weight: 'mass' }) => {
  const directory = await temporaryFiles(files);
  const reading = readGroups(join(directory, source), join(directory, target), 'year', selection);
  return reading.catch((error: unknown) => {
    if (error instanceof InputError) throw new InputError(error.message.replaceAll(`${directory}/`, ''));
    throw error;
  });
};

describe('readGroups', () => {
  it('pairs the points of both files by a column, in the order of the source', async () => {
    const groups = await read('a.csv', 'b.csv');
    expect(groups.map(({ name, source }) => [name, source.label])).toEqual([
      ['2019', 'year = 2019'],
      ['2018', 'year = 2018'],
    ]);
    const [{ source, target }] = groups;
    expect(source.axes.names).toEqual(['x']);
    expect([...source.coordinates]).toEqual([0, 2, 4]);
    expect([...source.records]).toEqual([0, 2, 4]);
    expect([...target.coordinates]).toEqual([7, 8]);
  });

  it('scales the weights of each side to sum 1, and remembers their sum', async () => {
    const [{ source, target }] = await read('a.csv', 'b.csv');
    expect([...source.weights]).toEqual([0.25, 0.75, 0]);
    expect([source.mass, target.mass].map((mass) => Number(mass.toPrecision(12)))).toEqual([4, 8]);
  });

  it('reads a number and its text alike', async () => {
    const groups = await read('a.csv', 'b.json');
    expect([...groups[0].target.coordinates]).toEqual([7, 8]);
  });

  it.each([
    [
      'a.csv',
      'late.csv',
      '--batch: expected every "year" in both files; only a.csv has 2018; only late.csv has 2021',
    ],
    ['few.csv', 'b.csv', 'few.csv: year = 2018: expected at least 2 points, got 1'],
    ['b.csv', 'gap.csv', 'gap.csv: line 3: expected a value as "year", got nothing'],
    [
      'nothing.csv',
      'b.csv',
      'nothing.csv: year = 2019: expected a positive weight somewhere, but all are zero',
    ],
  ])('refuses %s and %s', async (source, target, message) => {
    await expect(read(source, target)).rejects.toThrow(new InputError(message));
  });

  it('refuses what is no value', async () => {
    await expect(read('odd.json', 'b.csv', { columns: ['x'] })).rejects.toThrow(
      /odd\.json: .*: expected a value as "year", got {"from":2018}/,
    );
  });

  it('names no more than a dozen groups', async () => {
    const rows = Array.from({ length: 30 }, (_, i) => `${i},${i % 15}`).join('\n');
    const directory = await temporaryFiles({ 'a.csv': `x,year\n${rows}\n`, 'b.csv': 'x,year\n0,0\n1,0\n' });
    await expect(readGroups(`${directory}/a.csv`, `${directory}/b.csv`, 'year', {})).rejects.toThrow(
      /only a\.csv has 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, …$/,
    );
  });
});
