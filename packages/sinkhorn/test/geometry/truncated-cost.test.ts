import { fromData } from '@monge/ndarray';
import { linearProblem, pointCloud, solve, type TruncationOptions, truncatedCost } from '@monge/sinkhorn';
import { describe, expect, it } from 'vitest';
import { normals } from '../support/samples.js';

describe('truncation', () => {
  const ties = (key: number, count: number) =>
    fromData(normals(key, count, 3).data.map(Math.round), [count, 3]);

  it.each([
    ['in general position', normals(1, 37, 3), normals(2, 29, 3)],
    ['of which many are equally far', ties(1, 37), ties(2, 29)],
  ])('keeps what costs no more, and the nearest of both sides, for points %s', (_, x, y) => {
    const cloud = pointCloud(x, y);
    const costs = new Float64Array(37 * 29);
    for (let i = 0; i < 37; i++) cloud.costRow(i, costs.subarray(29 * i, 29 * (i + 1)));
    const cost = (i: number, j: number) => costs[29 * i + j];
    const range = (length: number) => Array.from({ length }, (_, k) => k);
    const nearest = (count: number, costs: number[]) => {
      const limit = [...costs].sort((one, other) => one - other)[Math.min(count, costs.length) - 1];
      return new Set(range(costs.length).filter((at) => costs[at] <= limit));
    };
    const rules: readonly TruncationOptions[] = [
      { largest: 2 },
      { neighbours: 4 },
      { largest: 1.5, neighbours: 3 },
      { neighbours: 100 },
    ];
    for (const rule of rules) {
      const { largest = -Infinity, neighbours = 0 } = rule;
      const rows = range(37).map((i) =>
        nearest(
          neighbours,
          range(29).map((j) => cost(i, j)),
        ),
      );
      const columns = range(29).map((j) =>
        nearest(
          neighbours,
          range(37).map((i) => cost(i, j)),
        ),
      );
      const expected = range(37 * 29).filter((at) => {
        const [i, j] = [Math.floor(at / 29), at % 29];
        return cost(i, j) <= largest || rows[i].has(j) || columns[j].has(i);
      });
      const truncated = truncatedCost(cloud, rule);
      expect(Array.from(truncated.source, (i, e) => 29 * i + truncated.target[e])).toEqual(expected);
      expect([...truncated.cost]).toEqual(expected.map((at) => costs[at]));
    }
  });

  it('keeps all that cost the same, so that it does not depend on the order of the points', () => {
    const { source, target } = truncatedCost(pointCloud([0, 0, 5], [0, 0, 0, 1]), { neighbours: 1 });
    expect(Array.from(source, (i, e) => [i, target[e]])).toEqual([
      [0, 0],
      [0, 1],
      [0, 2],
      [0, 3],
      [1, 0],
      [1, 1],
      [1, 2],
      [1, 3],
      [2, 3],
    ]);
    // Clouds of points that coincide can be moved onto each other, however few are kept.
    const same = new Array<number>(20).fill(2);
    expect(solve(linearProblem(truncatedCost(pointCloud(same, same), { neighbours: 2 }))).cost).toBe(0);
  });

  it('costs more than the whole, and as much once it keeps what the plan needs', () => {
    const cloud = pointCloud(normals(1, 50, 2), normals(2, 50, 2));
    const options = { threshold: 1e-9 };
    const whole = solve(linearProblem(cloud, { epsilon: 0.1 }), options).regularisedCost;
    const costs = [12, 25, 50].map(
      (neighbours) =>
        solve(linearProblem(truncatedCost(cloud, { neighbours }), { epsilon: 0.1 }), options).regularisedCost,
    );
    expect(costs[0]).toBeGreaterThan(costs[1] - 1e-9);
    expect(costs[1]).toBeGreaterThan(whole - 1e-9);
    expect(costs[2]).toBeCloseTo(whole, 9);
  });

  it('refuses rules that keep nothing, or are none', () => {
    const cloud = pointCloud([0], [1]);
    expect(() => truncatedCost(cloud, {})).toThrow(
      'sinkhorn.truncatedCost: expected largest (a cost) or neighbours (how many to keep of each point), got neither',
    );
    expect(() => truncatedCost(cloud, { largest: 0.5 })).toThrow(
      'expected largest to keep some pair, got 0.5, which is less than all costs',
    );
    expect(() => truncatedCost(cloud, { largest: Number.NaN })).toThrow('expected largest a number');
    expect(() => truncatedCost(cloud, { neighbours: 1.5 })).toThrow('expected neighbours a whole number ≥ 1');
  });
});
