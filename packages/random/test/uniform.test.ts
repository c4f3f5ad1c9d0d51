import { RandomError, uniform } from '@monge/random';
import { keys, uniformCdf } from '@monge/random/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countsOf, expectFit, expectMoments, expectProportions } from './fits.js';

const n = 20_000;

describe.each(['float64', 'float32'] as const)('uniform, %s', (dtype) => {
  it('is on [low, high)', () => {
    const finite = fc.float({ min: -1e6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(keys(), finite, finite, (k, a, b) => {
        fc.pre(a !== b);
        const [low, high] = a < b ? [a, b] : [b, a];
        return uniform(k, 50, { low, high, dtype }).data.every((x) => x >= low && x < high);
      }),
    );
  });

  it.each([
    { low: 0, high: 1 },
    { low: -3, high: 7 },
    { low: 1e-18, high: 3e-18 },
    { low: 1000, high: 1001 },
  ])('fits the uniform law on [$low, $high)', ({ low, high }) => {
    const { data } = uniform(11, n, { low, high, dtype });
    expectFit(data, uniformCdf({ low, high }));
    expectMoments(data, { mean: (low + high) / 2, variance: (high - low) ** 2 / 12, excessKurtosis: -1.2 });
  });

  it('has uniform last bits', () => {
    const places = dtype === 'float64' ? 2 ** 53 : 2 ** 24;
    const low = Float64Array.from(uniform(12, n, { dtype }).data, (u) => (u * places) % 16);
    expectProportions(countsOf(low, 16), new Float64Array(16).fill(1));
  });

  it('gives each number its share where the interval holds but three', () => {
    const ulp = dtype === 'float64' ? 2 ** -52 : 2 ** -23;
    const steps = Float64Array.from(
      uniform(13, n, { low: 1, high: 1 + 3 * ulp, dtype }).data,
      (x) => (x - 1) / ulp,
    );
    expectProportions(countsOf(steps, 4), [1, 1, 1, 0]);
  });

  it('is a map of the unit draws', () => {
    const unit = uniform(14, 100, { dtype }).data;
    expect(uniform(14, 100, { low: -8, high: 8, dtype }).data).toEqual(unit.map((u) => 16 * u - 8));
  });
});

describe('uniform', () => {
  // Adjacent draws in a 20 × 20 grid.
  it('is independent from one element to the next', () => {
    const { data } = uniform(15, 2 * n);
    const cells = Float64Array.from({ length: n }, (_, i) => {
      return Math.floor(20 * data[2 * i]) * 20 + Math.floor(20 * data[2 * i + 1]);
    });
    expectProportions(countsOf(cells, 400), new Float64Array(400).fill(1));
  });

  it.each([
    [1, 1],
    [2, 1],
    [Number.NaN, 1],
    [0, Number.POSITIVE_INFINITY],
    [-1.7e308, 1.7e308],
  ])('refuses the interval [%s, %s)', (low, high) => {
    expect(() => uniform(0, 1, { low, high })).toThrow(RandomError);
    expect(() => uniform(0, 1, { low, high })).toThrow(
      `random.uniform: expected low < high, both finite, got low = ${low}, high = ${high}`,
    );
  });
});
