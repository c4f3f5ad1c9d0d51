import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCsv } from '../../src/read/csv.js';
import { planCsv } from '../../src/report/plan-csv.js';
import type { PlanEntry } from '../../src/transport/sparse-plan.js';
import { points, solved } from '../support/solve.js';

const names = ['with, comma', 'and "quote"'];
const source = {
  ...points(
    [
      [0, 0.1],
      [1, 1 / 3],
    ],
    { names },
  ),
  records: Int32Array.of(7, 3),
};
const target = points(
  [
    [1, 1],
    [2, 2],
    [3, 1e-300],
  ],
  { names },
);
const transport = solved(source, target, 'squared-euclidean', 1);

describe('planCsv', () => {
  it('is read back by our reader to the bit', () => {
    const entry = fc.record({
      i: fc.integer({ min: 0, max: 1 }),
      j: fc.integer({ min: 0, max: 2 }),
      mass: fc.double({ min: 0, max: 1, noNaN: true }),
      cost: fc.double({ noNaN: true, noDefaultInfinity: true }),
    });
    fc.assert(
      fc.property(fc.array(entry, { minLength: 1 }), (entries: readonly PlanEntry[]) => {
        const { columns, rows } = readCsv('plan.csv', planCsv(transport, entries), ',');
        expect(columns).toEqual([
          'source',
          'target',
          'source_with, comma',
          'source_and "quote"',
          'target_with, comma',
          'target_and "quote"',
          'mass',
          'cost',
        ]);
        const expected = entries.map(({ i, j, mass, cost }) => [
          source.records[i],
          target.records[j],
          ...source.coordinates.slice(2 * i, 2 * i + 2),
          ...target.coordinates.slice(2 * j, 2 * j + 2),
          mass,
          cost + 0,
        ]);
        expect(rows.map((row) => row.map(Number))).toEqual(expected);
      }),
    );
  });
});
