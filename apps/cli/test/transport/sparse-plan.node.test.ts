import { describe, expect, it } from 'vitest';
import { sparsePlan } from '../../src/transport/sparse-plan.js';
import { points, solved } from '../support/solve.js';

const source = points(
  [
    [0, 0],
    [3, 1],
    [5, 5],
  ],
  { weights: [0, 1, 3] },
);
const target = points(
  [
    [1, 0],
    [4, 4],
    [9, 2],
    [2, 2],
  ],
  { weights: [1, 2, 1, 2] },
);
const transport = solved(source, target, 'squared-euclidean', 3);

describe('sparsePlan', () => {
  it('has the whole mass when it takes all entries, and the cost of the transport', () => {
    const entries = sparsePlan(transport, 4);
    expect(entries.reduce((total, { mass }) => total + mass, 0)).toBeCloseTo(1, 8);
    expect(entries.reduce((total, { mass, cost }) => total + mass * cost, 0)).toBeCloseTo(
      transport.solution.cost,
      8,
    );
  });

  it('lists the largest entries of each row, rows in order, and none without mass', () => {
    const entries = sparsePlan(transport, 2);
    expect(entries.map(({ i }) => i)).toEqual([1, 1, 2, 2]);
    const plan = transport.solution.plan();
    for (const { i, j, mass } of entries) expect(mass).toBeCloseTo(plan.get(i, j), 12);
    expect(entries[0].mass).toBeGreaterThanOrEqual(entries[1].mass);
  });
});
