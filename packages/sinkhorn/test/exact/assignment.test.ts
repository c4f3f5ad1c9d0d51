import { fromData } from '@monge/ndarray';
import {
  type Assignment,
  assignment,
  denseCost,
  linearProblem,
  pointCloud,
  solveExactly,
} from '@monge/sinkhorn';
import { bestAssignment } from '@monge/sinkhorn/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyCosts, normals } from '../support/samples.js';

const costly = (costs: ArrayLike<number>, n: number, m: number) =>
  denseCost(fromData(Float64Array.from(costs), [n, m]));

const total = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0);

/** Asserts that an assignment is one, and what proves it the cheapest. */
function expectCheapest({ source, target, cost, f, g }: Assignment, costs: ArrayLike<number>): void {
  const [n, m] = [f.data.length, g.data.length];
  expect(source.length).toBe(Math.min(n, m));
  expect(new Set(target).size).toBe(source.length);
  expect(Array.from(source)).toEqual(Array.from(new Set(source)).sort((i, j) => i - j));
  const scale = Array.from(costs).reduce((most, value) => Math.max(most, Math.abs(value)), Number.MIN_VALUE);
  let excess = -Infinity;
  for (let at = 0; at < n * m; at++) {
    excess = Math.max(excess, f.data[Math.floor(at / m)] + g.data[at % m] - costs[at]);
  }
  expect(excess / scale).toBeLessThan(1e-12);
  expect(Math.abs(total(f.data) + total(g.data) - cost) / (scale * source.length)).toBeLessThan(1e-12);
  // Of the longer side, whoever stays alone has a potential of zero, and nobody one above.
  const [plenty, taken] = n < m ? [g.data, new Set(target)] : [f.data, new Set(source)];
  const alone = plenty.filter((_, k) => !taken.has(k));
  expect(alone.every((value) => value === 0)).toBe(true);
  expect(n === m || Math.max(...plenty) <= 0).toBe(true);
}

const matrices = (most: number, cost: fc.Arbitrary<number>) =>
  fc.tuple(fc.integer({ min: 1, max: most }), fc.integer({ min: 1, max: most })).chain(([n, m]) =>
    fc.record({
      n: fc.constant(n),
      m: fc.constant(m),
      costs: fc.array(cost, { minLength: n * m, maxLength: n * m }),
    }),
  );

const anyCost = fc.oneof(
  fc.integer({ min: 0, max: 3 }),
  fc.integer({ min: -1000, max: 1000 }),
  fc.double({ min: -1, max: 1, noNaN: true }),
);

describe('laws', () => {
  it('is proved the cheapest by its potentials, for more sources and for more targets', () => {
    fc.assert(
      fc.property(matrices(14, anyCost), ({ n, m, costs }) => {
        expectCheapest(assignment(costly(costs, n, m)), costs);
      }),
      { numRuns: 400 },
    );
  });

  it('costs the same when sources and targets are permuted, or change sides', () => {
    fc.assert(
      fc.property(matrices(9, anyCost), ({ n, m, costs }) => {
        const { cost } = assignment(costly(costs, n, m));
        const back = Float64Array.from(costs, (_, at) => costs[(at % n) * m + Math.floor(at / n)]);
        expect(assignment(costly(back, m, n)).cost).toBeCloseTo(cost, 9);
        expect(assignment(costly(costs.toReversed(), n, m)).cost).toBeCloseTo(cost, 9);
      }),
    );
  });
});

describe('oracles', () => {
  it('is the best of all permutations', () => {
    const square = fc
      .integer({ min: 1, max: 6 })
      .chain((n) => fc.array(anyCost, { minLength: n * n, maxLength: n * n }));
    fc.assert(
      fc.property(square, (costs) => {
        const n = Math.sqrt(costs.length);
        expect(assignment(costly(costs, n, n)).cost).toBeCloseTo(bestAssignment(costs).cost, 9);
      }),
    );
    const costs = anyCosts(1, 8, 8).data;
    const { target, cost } = assignment(costly(costs, 8, 8));
    const best = bestAssignment(costs);
    expect(target).toEqual(best.target);
    expect(cost).toBeCloseTo(best.cost, 14);
  });

  it('is the best of all injections: targets that may stay alone are sources that cost nothing', () => {
    fc.assert(
      fc.property(matrices(5, fc.integer({ min: -9, max: 9 })), ({ n, m, costs }) => {
        const size = Math.max(n, m);
        const padded = Array.from({ length: size * size }, (_, at) => {
          const [i, j] = [Math.floor(at / size), at % size];
          return i < n && j < m ? costs[i * m + j] : 0;
        });
        expect(assignment(costly(costs, n, m)).cost).toBe(bestAssignment(padded).cost);
      }),
      { numRuns: 40 },
    );
  });

  it.each([
    ['points of the plane', pointCloud(normals(1, 1000, 2), normals(2, 1000, 2, 0.5))],
    ['costs without structure', denseCost(anyCosts(3, 1000, 1000))],
  ])('is transport of equal weights between a thousand and a thousand: %s', (_, geometry) => {
    const { cost, target } = assignment(geometry);
    const solution = solveExactly(linearProblem(geometry));
    expect(cost / 1000 / solution.cost).toBeCloseTo(1, 12);
    expect(solution.support.target).toEqual(target);
  });
});

describe('edges', () => {
  it.each([
    [1, 1],
    [1, 2000],
    [2000, 1],
    [30, 2000],
    [2000, 30],
  ])('assigns %d to %d', (n, m) => {
    const costs = anyCosts(1, n, m).data;
    expectCheapest(assignment(costly(costs, n, m)), costs);
  });

  it.each([
    ['the same', () => 7],
    ['zero', () => 0],
    ['products, where every row wants the same column', (i: number, j: number) => (i + 1) * (j + 1)],
    ['of few sizes', (i: number, j: number) => (i * i + 3 * j) % 4],
    ['large, and differ in the last digits', (i: number, j: number) => 2 ** 52 + ((i * j) % 13)],
  ])('ends where costs are %s', (_, cost) => {
    const costs = Float64Array.from({ length: 200 * 200 }, (_unused, at) =>
      cost(Math.floor(at / 200), at % 200),
    );
    expectCheapest(assignment(costly(costs, 200, 200)), costs);
  });

  it('leaves the costs alone', () => {
    const costs = anyCosts(1, 20, 10);
    const before = costs.data.slice();
    assignment(denseCost(costs));
    expect(costs.data).toEqual(before);
  });
});
