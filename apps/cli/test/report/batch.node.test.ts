import { describe, expect, it } from 'vitest';
import { readCsv } from '../../src/read/csv.js';
import { batchCsv } from '../../src/report/batch-csv.js';
import { batchText } from '../../src/report/batch-text.js';
import { pointsCsv } from '../../src/report/points-csv.js';
import { divergenceOf } from '../../src/transport/divergence.js';
import { defaults, points, silent, solved } from '../support/solve.js';

const taus = { tauA: 0.9, tauB: 0.9 };
const cloud = (n: number, seed: number) =>
  points(Array.from({ length: n }, (_, i) => [50 * Math.sin(seed + 3 * i), 50 * Math.cos(seed + 1.7 * i)]));
const groups = await Promise.all(
  ['north', '"e", w', 'Ω'].map(async (name, k) => {
    const transport = solved(cloud(20 + k, k), cloud(1200, 7 + k), 'squared-euclidean', 200, taus);
    return { name, solved: { ...transport, divergence: await divergenceOf(transport, defaults, silent) } };
  }),
);
const stopped = groups.map(({ name, solved: { solution, ...rest } }, k) => ({
  name,
  solved: { ...rest, solution: k === 1 ? { ...solution, status: 'maxIterations' as const } : solution },
}));

describe('batchText', () => {
  it('fits into 80 columns, and leaves no blanks at the ends of lines', () => {
    for (const line of batchText('region', groups, 'a.csv → b.csv').split('\n')) {
      expect(line.length).toBeLessThanOrEqual(80);
      expect(line).toBe(line.trimEnd());
    }
  });

  it('has a line for each group, with what was asked for, on columns aligned to the right', () => {
    const text = batchText('region', groups, 'a.csv → b.csv');
    expect(text).toMatch(/\n {2}region +source +target +epsilon +cost +moved +divergence +iterations\n/);
    expect(text).toMatch(/\n {2}north +20 +1,200 +200 +[\d,.]+ +[\d.]+ % +[\d,.]+ +\d+\n/);
    expect(text).toContain('3 of 3 converged\n');
    const [table] = text.split('\n\n').slice(-1);
    expect(
      new Set(
        table
          .trimEnd()
          .split('\n')
          .slice(1)
          .map((line) => line.length),
      ).size,
    ).toBe(1);
    const plain = groups.map(({ name, solved: given }) => ({
      name,
      solved: { ...given, divergence: undefined, balance: undefined },
    }));
    expect(batchText('region', plain, '')).toMatch(
      /\n {2}region +source +target +epsilon +cost +iterations\n/,
    );
  });

  it('says which groups did not converge', () => {
    const text = batchText('region', stopped, 'a.csv → b.csv');
    expect(text).toContain('2 of 3 converged; raise --max-iterations or --epsilon');
    expect(text).toMatch(/\n {2}"e", w .* NOT CONVERGED \d+\n/);
    expect(text.match(/NOT CONVERGED/g)).toHaveLength(1);
  });
});

describe('batchCsv', () => {
  it('is read back to the bit', () => {
    const { columns, rows } = readCsv('batch.csv', batchCsv('region', groups), ',');
    expect(columns.join(' ')).toBe(
      'region n m epsilon cost regularised_cost mass_moved mass_created mass_destroyed divergence iterations source_error target_error status',
    );
    for (const [
      k,
      {
        name,
        solved: { solution, divergence, balance },
      },
    ] of groups.entries()) {
      const cells = Object.fromEntries(columns.map((column, at) => [column, rows[k][at]]));
      expect(cells).toMatchObject({ region: name, status: 'converged', n: String(20 + k) });
      expect(Number(cells.cost)).toBe(solution.cost);
      expect(Number(cells.divergence)).toBe(divergence.divergence);
      expect(Number(cells.mass_moved)).toBe(balance!.moved);
    }
  });
});

describe('pointsCsv', () => {
  it('is read back to the bit', () => {
    const cloud = points(
      [
        [0.1, 1 / 3],
        [-1e-300, 7],
      ],
      { weights: [3, 1], names: ['with, comma', 'y'] },
    );
    const { columns, rows } = readCsv('barycentre.csv', pointsCsv(cloud), ',');
    expect(columns).toEqual(['with, comma', 'y', 'mass']);
    expect(rows.flat().map(Number)).toEqual([0.1, 1 / 3, 0.75, -1e-300, 7, 0.25]);
  });
});
