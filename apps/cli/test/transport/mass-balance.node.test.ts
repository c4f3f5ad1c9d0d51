import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { massBalance } from '../../src/transport/mass-balance.js';
import { points, solved } from '../support/solve.js';

const side = fc.array(
  fc.record({
    at: fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: 2, maxLength: 2 }),
    weight: fc.double({ min: 0.1, max: 5, noNaN: true }),
  }),
  { minLength: 2, maxLength: 12 },
);
const tau = fc.double({ min: 0.1, max: 0.99, noNaN: true });
const pointsOf = (side: readonly { readonly at: readonly number[]; readonly weight: number }[]) =>
  points(
    side.map(({ at }) => at),
    { weights: side.map(({ weight }) => weight) },
  );

describe('massBalance', () => {
  it('leads from the source’s mass to the target’s', () => {
    fc.assert(
      fc.property(side, side, tau, tau, (before, after, tauA, tauB) => {
        const [source, target] = [pointsOf(before), pointsOf(after)];
        const { balance } = solved(source, target, 'squared-euclidean', 1, { tauA, tauB });
        const { moved, created, destroyed } = balance!;
        expect(1 - destroyed + created).toBeCloseTo(target.mass / source.mass, 9);
        for (const share of [moved, created, destroyed]) expect(share).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 40 },
    );
  });

  it('is what the entries of the plan add up to', () => {
    fc.assert(
      fc.property(side, side, tau, (before, after, tauA) => {
        const { solution, balance } = solved(pointsOf(before), pointsOf(after), 'euclidean', 0.5, {
          tauA,
          tauB: 1,
        });
        const { a, b } = solution.problem;
        const [rows, columns] = [new Float64Array(a.length), new Float64Array(b.length)];
        [...solution.rows()].forEach((row, i) => {
          row.forEach((mass, j) => {
            rows[i] += mass;
            columns[j] += mass;
          });
        });
        let [created, destroyed] = [0, 0];
        for (const difference of [
          ...rows.map((mass, i) => mass - a[i]),
          ...columns.map((mass, j) => b[j] - mass),
        ]) {
          if (difference > 0) created += difference;
          else destroyed -= difference;
        }
        expect(balance!.moved).toBeCloseTo(
          rows.reduce((total, mass) => total + mass, 0),
          9,
        );
        expect(balance!.created).toBeCloseTo(created, 9);
        expect(balance!.destroyed).toBeCloseTo(destroyed, 9);
      }),
      { numRuns: 40 },
    );
  });

  it('is known in closed form for two points', () => {
    // p c + ε KL(p | m) + ρ KL(p | 1) + ρ KL(p | m) is least at log p = ((ε + ρ) log m − c)/(ε + 2ρ).
    const [epsilon, tau, mass] = [0.5, 0.8, 3];
    const rho = (epsilon * tau) / (1 - tau);
    const [source, target] = [points([[0, 0]]), points([[1, 0.5]], { weights: [mass] })];
    const { balance } = solved(source, target, 'squared-euclidean', epsilon, { tauA: tau, tauB: tau });
    const p = Math.exp(((epsilon + rho) * Math.log(mass) - 1.25) / (epsilon + 2 * rho));
    expect(balance!.moved).toBeCloseTo(p, 8);
    expect(balance!.created).toBeCloseTo(Math.max(0, p - 1) + mass - p, 8);
    expect(balance!.destroyed).toBeCloseTo(Math.max(0, 1 - p), 8);
  });

  it('has nothing to tell where marginals are met', () => {
    const cloud = points([
      [0, 0],
      [1, 2],
    ]);
    const { moved, created, destroyed } = massBalance(solved(cloud, cloud, 'euclidean', 1).solution);
    expect(moved).toBeCloseTo(1, 9);
    expect(created + destroyed).toBeCloseTo(0, 8);
  });
});
