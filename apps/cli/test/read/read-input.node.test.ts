import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/input-error.js';
import { readInput } from '../../src/read/read-input.js';
import { temporaryFiles } from '../support/temporary-files.js';

const xy = 'x,y\n0,1\n2,3\n';

describe('readInput', () => {
  it('reads the same points in every format, by extension or by name', async () => {
    const features = [
      [0, 1],
      [2, 3],
    ].map((coordinates) => ({ type: 'Feature', geometry: { type: 'Point', coordinates } }));
    const directory = await temporaryFiles({
      'a.csv': 'lon,lat\n0,1\n2,3\n',
      'a.tsv': 'lat\tlon\n1\t0\n3\t2\n',
      'a.json': '[{"lon": 0, "lat": 1}, {"lon": 2, "lat": 3}]',
      'a.ndjson': '{"lon": 0, "lat": 1}\n{"lon": 2, "lat": 3}\n',
      'a.jsonl': '{"lon": 0, "lat": 1}\n{"lon": 2, "lat": 3}\n',
      'a.geojson': JSON.stringify({ type: 'FeatureCollection', features }),
      'b.json': `\uFEFF${JSON.stringify({ type: 'FeatureCollection', features })}`,
      'b.dat': 'lon,lat\n0,1\n2,3\n',
    });
    const file = (name: string) => join(directory, name);
    for (const name of ['a.csv', 'a.tsv', 'a.json', 'a.ndjson', 'a.jsonl', 'a.geojson', 'b.json']) {
      const { source } = await readInput(file(name), file('a.csv'), {});
      expect([name, ...source.coordinates]).toEqual([name, 0, 1, 2, 3]);
      expect(source.axes.geographic).toBe(true);
    }
    const { target } = await readInput(file('b.dat'), file('b.dat'), { format: 'csv' });
    expect([...target.coordinates]).toEqual([0, 1, 2, 3]);
  });

  it('lets two files spell longitude and latitude each in its way', async () => {
    const directory = await temporaryFiles({
      'a.csv': 'lon,lat\n0,1\n2,3\n',
      'b.csv': 'latitude,lng\n1,0\n3,2\n',
    });
    const { source, target } = await readInput(join(directory, 'a.csv'), join(directory, 'b.csv'), {});
    expect(target.coordinates).toEqual(source.coordinates);
  });

  it('takes two columns for longitude and latitude where it is told to', async () => {
    const directory = await temporaryFiles({ 'a.csv': xy });
    const file = join(directory, 'a.csv');
    expect((await readInput(file, file, { geographic: true })).source.axes).toEqual({
      names: ['x', 'y'],
      geographic: true,
    });
  });

  it('keeps weight and split columns out of the coordinates', async () => {
    const directory = await temporaryFiles({ 'a.csv': 'p,mass,day\n1,1,1\n2,1,2\n3,1,3\n4,1,4\n' });
    const { source } = await readInput(join(directory, 'a.csv'), undefined, {
      weight: 'mass',
      split: { column: 'day', at: 'middle' },
    });
    expect(source.axes.names).toEqual(['p']);
  });

  it.each([
    ['missing.csv', 'a.csv', {}, '{}/missing.csv: no such file'],
    ['a.csv', 'missing.csv', {}, '{}/missing.csv: no such file'],
    ['folder.csv', 'a.csv', {}, '{}/folder.csv: is a directory'],
    ['a.csv/b.csv', 'a.csv', {}, '{}/a.csv/b.csv: a part of the path is not a directory'],
    [
      'a.txt',
      'a.csv',
      {},
      '{}/a.txt: unknown extension (known: .csv, .tsv, .tab, .json, .ndjson, .jsonl, .geojson); name the format with --format',
    ],
    [
      'a.csv',
      'pq.csv',
      {},
      'the two files have different coordinates (a.csv has x, y; pq.csv has p, q); name them with --columns',
    ],
    ['a.csv', 'pq.csv', { columns: ['p', 'q'] }, '{}/a.csv: no column "p"; it has x, y'],
    ['a.csv', 'a.csv', { weight: 'mass' }, '{}/a.csv: no column "mass"; it has x, y'],
    [
      'a.csv',
      undefined,
      { split: { column: 'time', at: 'middle' } },
      '{}/a.csv: no column "time"; it has x, y',
    ],
    [
      'three.csv',
      'three.csv',
      { geographic: true },
      '{}/three.csv: great-circle expects two columns, longitude and latitude, got x, y, z; name them with --columns',
    ],
    ['empty.csv', 'a.csv', {}, '{}/empty.csv: expected records, got none'],
    ['a.csv', undefined, {}, 'expected a target file, or --split to divide the source in two'],
  ] as const)('refuses %s and %s with %j', async (source, target, selection, message) => {
    const directory = await temporaryFiles({
      'a.csv': xy,
      'pq.csv': 'p,q\n0,1\n2,3\n',
      'empty.csv': 'x,y\n\n',
      'three.csv': 'x,y,z\n1,2,3\n4,5,6\n',
    });
    await mkdir(`${directory}/folder.csv`);
    const reading = readInput(`${directory}/${source}`, target && `${directory}/${target}`, selection);
    await expect(reading).rejects.toThrow(new InputError(message.replace('{}', directory)));
  });
});
