import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { networkSimplex } from '../../src/exact/network-simplex.js';
import { wholeMasses } from '../../src/exact/whole-masses.js';

const total = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0);

/** Whole costs and masses, with many ties. */
const degenerate = fc.tuple(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 8 })).chain(([n, m]) =>
  fc.record({
    n: fc.constant(n),
    m: fc.constant(m),
    costs: fc.array(fc.integer({ min: 0, max: 4 }), { minLength: n * m, maxLength: n * m }),
    pivots: fc.nat(12),
  }),
);

describe('laws', () => {
  it('keeps its trees strongly feasible: an edge without mass leads up from a source', () => {
    fc.assert(
      fc.property(degenerate, ({ n, m, costs, pivots }) => {
        const masses = { a: new Float64Array(n).fill(m), b: new Float64Array(m).fill(n) };
        const { tree } = networkSimplex(Float64Array.from(costs), masses, pivots, () => {});
        expect(tree.parent.filter((parent) => parent < 0)).toHaveLength(1);
        expect(tree.flow.every((mass) => mass >= 0)).toBe(true);
        const targets = Array.from(tree.flow.keys()).slice(n);
        expect(targets.every((node) => node === tree.root || tree.flow[node] > 0)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('counts masses in whole units, the same number on both sides', () => {
    const weights = fc.array(fc.double({ min: 1e-12, max: 1, noNaN: true }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(weights, weights, (from, to) => {
        const a = Float64Array.from(from);
        const scale = total(a) / total(Float64Array.from(to));
        const b = Float64Array.from(to, (weight) => weight * scale);
        const whole = wholeMasses(a, b);
        expect([...whole.a, ...whole.b].every((units) => Number.isSafeInteger(units) && units >= 1)).toBe(
          true,
        );
        expect(total(whole.a)).toBe(total(whole.b));
        const unit = total(a) / total(whole.a);
        whole.a.forEach((units, i) => {
          expect(Math.abs(units * unit - a[i]) / total(a)).toBeLessThan(1e-14);
        });
      }),
    );
  });
});

describe('edges', () => {
  it('counts equal weights on both sides exactly', () => {
    for (const [n, m] of [
      [3, 2],
      [7, 5],
      [11, 13],
      [30, 50],
      [90, 120],
      [1000, 1000],
      [16, 9],
    ]) {
      const { a, b } = wholeMasses(new Float64Array(n).fill(1 / n), new Float64Array(m).fill(1 / m));
      expect(new Set(a).size).toBe(1);
      expect(new Set(b).size).toBe(1);
    }
  });

  it('counts weights too light for a unit as one', () => {
    const { a, b } = wholeMasses(Float64Array.of(1, 1e-30), Float64Array.of(0.25, 0.75));
    expect(a[1]).toBe(1);
    expect(total(a)).toBe(total(b));
  });
});
