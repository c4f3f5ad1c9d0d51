import { gamma, RandomError } from '@monge/random';
import { gammaCdf, keys, normalCdf } from '@monge/random/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectFit, expectMoments } from './fits.js';

const n = 20_000;

describe('gamma', () => {
  it('is the draw of rate 1, divided by the rate', () => {
    const positive = (max: number) => fc.double({ min: 0.01, max, noNaN: true });
    fc.assert(
      fc.property(keys(), positive(50), positive(1e9), (k, concentration, rate) => {
        const unit = gamma(k, 20, { concentration }).data;
        expect(gamma(k, 20, { concentration, rate }).data).toEqual(unit.map((x) => x / rate));
      }),
    );
  });

  it.each([0.05, 0.5, 0.999, 1, 1.5, 4, 30, 1e4].flatMap((a) => [[a, 1] as const, [a, 2.5] as const]))(
    'fits the gamma law of concentration %s and rate %s',
    (concentration, rate) => {
      const { data } = gamma(61, n, { concentration, rate });
      expectFit(data, gammaCdf({ concentration, rate }));
      expectMoments(data, {
        mean: concentration / rate,
        variance: concentration / rate ** 2,
        excessKurtosis: 6 / concentration,
      });
    },
  );

  // The skewness 2/√a moves the cdf by 0.13/√a at most: at 10¹² that is below what n draws can tell from a normal.
  it.each([1e12, 1e16, 1e24])('is about normal at concentration %s', (concentration) => {
    const std = Math.sqrt(concentration);
    const centred = gamma(62, n, { concentration }).data.map((x) => (x - concentration) / std);
    expectFit(centred, normalCdf());
    expectMoments(centred, { mean: 0, variance: 1, excessKurtosis: 0 });
  });

  it('is finite at the ends of the range of concentrations', () => {
    for (const concentration of [5e-324, 1e-300, 1e300, 1.7e308]) {
      const { data } = gamma(63, 100, { concentration });
      expect(data.every((x) => x >= 0 && x <= 1.7976931348623157e308)).toBe(true);
      expect(
        data.every((x) => (concentration < 1 ? x < 1e-300 : Math.abs(x / concentration - 1) < 1e-7)),
      ).toBe(true);
    }
  });

  it.each(
    ['concentration', 'rate'].flatMap((name) =>
      [0, -1, Number.NaN, Number.POSITIVE_INFINITY].map((value) => [name, value] as const),
    ),
  )('refuses %s %s', (name, value) => {
    expect(() => gamma(0, 1, { [name]: value })).toThrow(RandomError);
    expect(() => gamma(0, 1, { [name]: value })).toThrow(
      `random.gamma: expected ${name} > 0, and finite, got ${value}`,
    );
  });
});
