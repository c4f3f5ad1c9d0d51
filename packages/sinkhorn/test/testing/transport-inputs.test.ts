import { costMatrices, pointClouds, transportInputs, weights } from '@monge/sinkhorn/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const total = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0);

describe('weights', () => {
  it('are positive and add up to the mass', () => {
    const drawn = fc.integer({ min: 1, max: 9 }).chain((length) => weights({ length, mass: 3 }));
    fc.assert(
      fc.property(drawn, (a) => {
        expect(Math.min(...a)).toBeGreaterThan(0);
        expect(total(a)).toBeCloseTo(3, 12);
      }),
    );
  });

  it('may be zero where that is asked for, but never all of them', () => {
    const samples = fc.sample(weights({ length: 3, zeros: true }), 300);
    expect(samples.some((a) => a.includes(0))).toBe(true);
    expect(samples.every((a) => total(a) > 0.99)).toBe(true);
    expect(fc.sample(weights({ length: 3 }), 300).every((a) => !a.includes(0))).toBe(true);
  });
});

describe('pointClouds', () => {
  it('stay within the spread of the centre, and coincide now and then', () => {
    const samples = fc.sample(pointClouds({ count: 5, dimension: 2, centre: 1e6, spread: 2 }), 200);
    for (const { shape, data } of samples) {
      expect(shape).toEqual([5, 2]);
      expect(data.every((value) => Math.abs(value - 1e6) <= 2)).toBe(true);
    }
    const coincide = ({ data }: (typeof samples)[number]) =>
      new Set(Array.from({ length: 5 }, (_, i) => data.subarray(2 * i, 2 * i + 2).join())).size < 5;
    const share = samples.filter(coincide).length / samples.length;
    expect(share).toBeGreaterThan(0.4);
    expect(share).toBeLessThan(0.95);
  });
});

describe('costMatrices', () => {
  it('stay within their bounds', () => {
    const property = fc.property(
      costMatrices({ rows: 2, columns: 3, min: -4, max: -1 }),
      ({ shape, data }) => {
        expect(shape).toEqual([2, 3]);
        expect(data.every((cost) => cost >= -4 && cost <= -1)).toBe(true);
      },
    );
    fc.assert(property);
  });
});

describe('transportInputs', () => {
  const samples = fc.sample(transportInputs(), 400);

  it('fit together', () => {
    for (const { costs, rows, columns, a, b, epsilon } of samples) {
      expect([costs.length, a.length, b.length]).toEqual([rows * columns, rows, columns]);
      expect(costs.every(Number.isFinite)).toBe(true);
      expect(total(a)).toBeCloseTo(total(b), 12);
      expect(epsilon).toBeGreaterThan(0);
    }
  });

  it('hold every difficulty that they promise', () => {
    const difficulties = {
      'one source': samples.some(({ rows }) => rows === 1),
      'more sources than targets': samples.some(({ rows, columns }) => rows > columns),
      'fewer sources than targets': samples.some(({ rows, columns }) => rows < columns),
      'a zero weight': samples.some(({ a, b }) => a.includes(0) || b.includes(0)),
      'negative costs': samples.some(({ costs }) => costs.some((cost) => cost < 0)),
      'costs in thousandths': samples.some(({ costs }) => costs.every((cost) => Math.abs(cost) < 0.02)),
      'costs in thousands': samples.some(({ costs }) => costs.every((cost) => Math.abs(cost) > 1000)),
      'equal rows': samples.some(({ costs, columns, rows }) => rows > 2 && equalRows(costs, columns)),
    };
    expect(Object.entries(difficulties).filter(([, met]) => !met)).toEqual([]);
  });

  it('shrink to a small problem', () => {
    const property = fc.property(transportInputs(), ({ rows, columns }) => rows * columns < 6);
    const { counterexample } = fc.check(property, { numRuns: 200 });
    expect(counterexample?.[0].rows).toBeLessThanOrEqual(3);
    expect(Number(counterexample?.[0].rows) * Number(counterexample?.[0].columns)).toBeLessThanOrEqual(8);
  });
});

function equalRows(costs: Float64Array, columns: number): boolean {
  const rows = Array.from({ length: costs.length / columns }, (_, i) =>
    costs.subarray(i * columns, (i + 1) * columns).join(),
  );
  return new Set(rows).size < rows.length;
}
