import { exponential, RandomError } from '@monge/random';
import { exponentialCdf, keys } from '@monge/random/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectFit, expectMoments } from './fits.js';

describe('exponential', () => {
  it('is the draw of rate 1, divided by the rate', () => {
    fc.assert(
      fc.property(keys(), fc.double({ min: 1e-200, max: 1e200, noNaN: true }), (k, rate) => {
        expect(exponential(k, 20, { rate }).data).toEqual(exponential(k, 20).data.map((x) => x / rate));
      }),
    );
  });

  it.each([1, 0.01, 250, 1e-200, 1e200])('fits the exponential law of rate %s', (rate) => {
    const { data } = exponential(31, 20_000, { rate });
    expectFit(data, exponentialCdf({ rate }));
    expectMoments(
      data.map((x) => x * rate),
      { mean: 1, variance: 1, excessKurtosis: 6 },
    );
  });

  it('is positive and finite', () => {
    expect(exponential(32, 100_000).data.every((x) => x > 0 && x < 37)).toBe(true);
  });

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('refuses the rate %s', (rate) => {
    expect(() => exponential(0, 1, { rate })).toThrow(RandomError);
    expect(() => exponential(0, 1, { rate })).toThrow(
      `random.exponential: expected rate > 0, and finite, got ${rate}`,
    );
  });
});
