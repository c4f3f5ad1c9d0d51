import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupByLabel, netFlows } from '../../src/transport/group-flows.js';
import { points, solved } from '../support/solve.js';

const coordinate = fc.double({ min: -2, max: 2, noNaN: true });
const side = fc
  .array(
    fc.record({
      at: fc.tuple(coordinate, coordinate),
      weight: fc.integer({ min: 0, max: 5 }),
      group: fc.constantFrom('a', 'b', 'c'),
    }),
    { minLength: 3, maxLength: 12 },
  )
  .filter((members) => members.some(({ weight }) => weight > 0));

const scenario = fc.tuple(side, side).map(([source, target]) => ({
  groups: groupByLabel(
    source.map(({ group }) => group),
    target.map(({ group }) => group),
  ),
  transport: solved(
    points(
      source.map(({ at }) => at),
      { weights: source.map(({ weight }) => weight) },
    ),
    points(
      target.map(({ at }) => at),
      { weights: target.map(({ weight }) => weight) },
    ),
    'squared-euclidean',
    0.7,
  ),
}));

const massOf = (members: Int32Array, weights: Float64Array, group: number): number =>
  weights.reduce((total, weight, i) => total + (members[i] === group ? weight : 0), 0);

describe('netFlows', () => {
  it('balances: what leaves a group less what enters it is the mass it loses', async () => {
    await fc.assert(
      fc.asyncProperty(scenario, async ({ groups, transport }) => {
        const [flows] = await netFlows(transport, [groups], undefined);
        groups.names.forEach((_, group) => {
          const out = flows.filter(({ from }) => from === group).reduce((total, { mass }) => total + mass, 0);
          const back = flows.filter(({ to }) => to === group).reduce((total, { mass }) => total + mass, 0);
          const lost =
            massOf(groups.source, transport.source.weights, group) -
            massOf(groups.target, transport.target.weights, group);
          expect(out - back).toBeCloseTo(lost, 7);
        });
      }),
      { numRuns: 40 },
    );
  });

  it('agrees with the matrix of the plan', async () => {
    await fc.assert(
      fc.asyncProperty(scenario, async ({ groups, transport }) => {
        const plan = transport.solution.plan();
        const total = (from: number, to: number, cost = false): number => {
          let sum = 0;
          for (const [i, own] of groups.source.entries()) {
            for (const [j, other] of groups.target.entries()) {
              if (own !== from || other !== to) continue;
              const [x, y] = [
                transport.source.coordinates.slice(2 * i, 2 * i + 2),
                transport.target.coordinates.slice(2 * j, 2 * j + 2),
              ];
              sum += plan.get(i, j) * (cost ? (x[0] - y[0]) ** 2 + (x[1] - y[1]) ** 2 : 1);
            }
          }
          return sum;
        };
        const [flows] = await netFlows(transport, [groups], undefined);
        for (const { from, to, mass, cost } of flows) {
          expect(mass).toBeCloseTo(total(from, to) - total(to, from), 10);
          expect(cost * total(from, to)).toBeCloseTo(total(from, to, true), 10);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('answers the largest flow first, and none from a group to itself', async () => {
    await fc.assert(
      fc.asyncProperty(scenario, async ({ groups, transport }) => {
        const [flows] = await netFlows(transport, [groups], undefined);
        const masses = flows.map(({ mass }) => mass);
        expect(masses).toEqual(masses.toSorted((one, other) => other - one));
        expect(flows.every(({ from, to, mass }) => from !== to && mass > 0)).toBe(true);
      }),
      { numRuns: 20 },
    );
  });

  it('looks at several divisions in one pass', async () => {
    const transport = solved(points([[0], [1], [2]]), points([[5], [6]]), 'euclidean', 0.5);
    const one = groupByLabel(['a', 'a', 'b'], ['c', 'c']);
    const other = groupByLabel(['s', 's', 's'], ['t', 't']);
    const [first, second] = await netFlows(transport, [one, other], undefined);
    expect(first.map(({ from, to }) => one.names[from] + one.names[to])).toEqual(['ac', 'bc']);
    expect(second).toHaveLength(1);
    expect(second[0].mass).toBeCloseTo(1, 8);
    expect(second[0].cost).toBeCloseTo(transport.solution.cost, 8);
  });

  it('stops when the signal fires', async () => {
    const transport = solved(points([[0], [1]]), points([[5], [6]]), 'euclidean', 0.5);
    const groups = groupByLabel(['a', 'a'], ['b', 'b']);
    const enough = new Error('enough');
    await expect(netFlows(transport, [groups], AbortSignal.abort(enough))).rejects.toThrow(enough);
  });
});
