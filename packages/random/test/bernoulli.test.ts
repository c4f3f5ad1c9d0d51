import { bernoulli, RandomError } from '@monge/random';
import { keys } from '@monge/random/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countsOf, expectProportions } from './fits.js';

describe('bernoulli', () => {
  it('has the ones of a smaller p among those of a larger', () => {
    const probability = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(keys(), probability, probability, (k, p, q) => {
        const few = bernoulli(k, 100, { p: Math.min(p, q) }).data;
        const many = bernoulli(k, 100, { p: Math.max(p, q) }).data;
        return few.every((bit, i) => bit <= many[i]);
      }),
    );
  });

  it.each([0.5, 0.01, 0.3, 0.999])('has ones and zeros in proportion to p = %s', (p) => {
    expectProportions(countsOf(bernoulli(91, 100_000, { p }).data, 2), [1 - p, p]);
  });

  it('never is 1 for p = 0, and always for p = 1', () => {
    expect(bernoulli(92, 10_000, { p: 0 }).data.every((bit) => bit === 0)).toBe(true);
    expect(bernoulli(92, 10_000, { p: 1 }).data.every((bit) => bit === 1)).toBe(true);
  });

  it.each([-0.1, 1.1, Number.NaN])('refuses p = %s', (p) => {
    expect(() => bernoulli(0, 1, { p })).toThrow(RandomError);
    expect(() => bernoulli(0, 1, { p })).toThrow(`random.bernoulli: expected p in [0, 1], got ${p}`);
  });
});
