import { beta, RandomError } from '@monge/random';
import { betaCdf, keys } from '@monge/random/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectFit, expectMoments } from './fits.js';

const n = 20_000;

describe('beta', () => {
  it('is in [0, 1] for every pair of concentrations', () => {
    const positive = fc.double({ min: 5e-324, max: 1e300, noNaN: true });
    fc.assert(
      fc.property(keys(), positive, positive, (k, a, b) => {
        return beta(k, 10, { alpha: a, beta: b }).data.every((x) => x >= 0 && x <= 1);
      }),
    );
  });

  it.each([
    [1, 1],
    [0.5, 0.5],
    [0.3, 4],
    [2, 5],
    [40, 15],
    [3000, 1000],
  ])('fits the beta law of %s and %s', (a, b) => {
    const { data } = beta(71, n, { alpha: a, beta: b });
    expectFit(data, betaCdf({ alpha: a, beta: b }));
    const s = a + b;
    const kurtosis = (6 * ((a - b) ** 2 * (s + 1) - a * b * (s + 2))) / (a * b * (s + 2) * (s + 3));
    expectMoments(data, { mean: a / s, variance: (a * b) / (s * s * (s + 1)), excessKurtosis: kurtosis });
  });

  // Both gammas underflow here. The law puts 0.4886 below 1e-10; 5 standard errors.
  it('is near 0 or near 1, in proportion, where the concentrations are small', () => {
    const small = beta(72, n, { alpha: 0.001, beta: 0.001 }).data.filter((x) => x < 1e-10).length / n;
    expect(Math.abs(small - betaCdf({ alpha: 0.001, beta: 0.001 })(1e-10))).toBeLessThan(
      5 * Math.sqrt(0.25 / n),
    );
    const ones = beta(73, n, { alpha: 3e-9, beta: 1e-9 }).data.filter((x) => x > 0.5).length / n;
    expect(Math.abs(ones - 0.75)).toBeLessThan(5 * Math.sqrt(0.1875 / n));
  });

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('refuses the concentration %s', (value) => {
    expect(() => beta(0, 1, { alpha: value })).toThrow(RandomError);
    expect(() => beta(0, 1, { alpha: value })).toThrow(
      `random.beta: expected alpha > 0, and finite, got ${value}`,
    );
    expect(() => beta(0, 1, { beta: value })).toThrow(
      `random.beta: expected beta > 0, and finite, got ${value}`,
    );
  });
});
