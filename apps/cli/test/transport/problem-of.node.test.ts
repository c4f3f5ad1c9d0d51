import { describe, expect, it } from 'vitest';
import { costOf, problemOf } from '../../src/transport/problem-of.js';
import { points } from '../support/solve.js';

const source = points(
  [
    [0, 0],
    [1, 0],
  ],
  { weights: [1, 3] },
);
const target = points(
  [
    [0, 1],
    [2, 2],
    [3, 1],
  ],
  { weights: [4, 1, 1] },
);
const input = { source, target };
const cost = costOf(input, undefined);
const half = { tauA: 0.5, tauB: 0.5 };

describe('problemOf', () => {
  it('gives both sides mass 1 where the marginals have to be met', () => {
    for (const unbalanced of [undefined, { tauA: 1, tauB: 1 }]) {
      const { a, b, tauA, tauB } = problemOf(input, cost, {
        weight: 'mass',
        ...(unbalanced && { unbalanced }),
      });
      expect([...a]).toEqual([0.25, 0.75]);
      expect(b[0] + b[1] + b[2]).toBeCloseTo(1, 15);
      expect([tauA, tauB]).toEqual([1, 1]);
    }
  });

  it('scales the target as the source where they may give way, so that the ratio of the masses is kept', () => {
    const { a, b, tauA, tauB } = problemOf(input, cost, {
      weight: 'mass',
      unbalanced: { tauA: 0.5, tauB: 1 },
    });
    expect([...a]).toEqual([0.25, 0.75]);
    expect([...b]).toEqual([1, 0.25, 0.25]);
    expect([tauA, tauB]).toEqual([0.5, 1]);
  });

  it('gives both sides mass 1 where nothing weighs them', () => {
    const { b } = problemOf(input, cost, { unbalanced: half });
    expect(b[0] + b[1] + b[2]).toBeCloseTo(1, 15);
  });

  it('takes great circles on the globe, and squared distances elsewhere', () => {
    const places = points([[0, 0]], { names: ['lon', 'lat'], geographic: true });
    expect(cost.name).toBe('squared-euclidean');
    expect(costOf({ source: places, target: places }, undefined).name).toBe('great-circle');
    expect(costOf(input, 'euclidean').name).toBe('euclidean');
  });
});
