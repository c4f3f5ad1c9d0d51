import { poisson, RandomError } from '@monge/random';
import { keys, normalCdf, poissonPmf } from '@monge/random/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectFit, expectMoments, expectProportions } from './fits.js';

const n = 50_000;

/** Observed and expected counts in cells of consecutive values, each expecting 20 at least. */
function cells(data: Int32Array, rate: number): { counts: number[]; expected: number[] } {
  const pmf = poissonPmf({ rate });
  const observed = new Map<number, number>();
  for (const k of data) observed.set(k, (observed.get(k) ?? 0) + 1);
  const first = Math.max(0, Math.floor(rate - 12 * Math.sqrt(rate)));
  const counts: number[] = [];
  const expected: number[] = [];
  let open = { count: 0, expected: 0 };
  let remaining = data.length;
  for (let k = first; remaining >= 20; k++) {
    open.count += observed.get(k) ?? 0;
    open.expected += pmf(k) * data.length;
    if (open.expected >= 20) {
      counts.push(open.count);
      expected.push(open.expected);
      remaining -= open.expected;
      open = { count: 0, expected: 0 };
    }
  }
  counts.push(data.length - counts.reduce((a, b) => a + b, 0));
  expected.push(Math.max(remaining, 0));
  return { counts, expected };
}

describe('poisson', () => {
  it('is a count, and 0 where the rate is 0', () => {
    fc.assert(
      fc.property(
        keys(),
        fc.oneof(fc.constant(0), fc.double({ min: 0, max: 2e9, noNaN: true })),
        (k, rate) => {
          return poisson(k, 20, { rate }).data.every((count) => (rate === 0 ? count === 0 : count >= 0));
        },
      ),
    );
  });

  it.each([0.01, 0.7, 3.5, 10, 40, 63.999, 64, 100, 1000, 1e5, 1e7])(
    'fits the Poisson law of rate %s',
    (rate) => {
      const { data } = poisson(111, n, { rate });
      const { counts, expected } = cells(data, rate);
      expectProportions(counts, expected);
      expectMoments(data, { mean: rate, variance: rate, excessKurtosis: 1 / rate });
    },
  );

  // The cdf is within 0.2/√rate of the normal one: far below what n draws can tell.
  it.each([1e8, 2e9])('is about normal at rate %s', (rate) => {
    const { data } = poisson(112, n, { rate });
    expectFit(data, normalCdf({ mean: rate, std: Math.sqrt(rate) }));
    expectMoments(data, { mean: rate, variance: rate, excessKurtosis: 0 });
  });

  it('is almost surely 0 where the rate is tiny', () => {
    expect(poisson(113, 10_000, { rate: 1e-300 }).data.every((count) => count === 0)).toBe(true);
  });

  it.each([-1, Number.NaN, Number.POSITIVE_INFINITY, 2.1e9])('refuses the rate %s', (rate) => {
    expect(() => poisson(0, 1, { rate })).toThrow(RandomError);
    expect(() => poisson(0, 1, { rate })).toThrow(`random.poisson: expected rate in [0, 2e9], got ${rate}`);
  });
});
