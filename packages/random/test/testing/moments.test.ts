import { moments } from '@monge/random/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const sample = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 2, maxLength: 50 });

describe('moments', () => {
  it('moves with the sample, and scales with it', () => {
    fc.assert(
      fc.property(sample, fc.integer({ min: -50, max: 50 }), (x, shift) => {
        fc.pre(new Set(x).size > 1);
        const before = moments(x);
        const after = moments(x.map((value) => 2 * value + shift));
        expect(after.mean).toBeCloseTo(2 * before.mean + shift, 9);
        expect(after.variance / before.variance).toBeCloseTo(4, 9);
        expect(after.skewness).toBeCloseTo(before.skewness, 9);
        expect(after.excessKurtosis).toBeCloseTo(before.excessKurtosis, 9);
      }),
    );
  });

  // scipy 1.16: skew and kurtosis of [1, 2, 3, 6].
  it('has SciPy’s values', () => {
    const { count, mean, variance, skewness, excessKurtosis } = moments([1, 2, 3, 6]);
    expect([count, mean, variance]).toEqual([4, 3, 3.5]);
    expect(skewness).toBeCloseTo(0.6872431934890912, 15);
    expect(excessKurtosis).toBeCloseTo(-1, 14);
  });

  it('keeps its digits far from zero', () => {
    expect(moments([1e9 + 1, 1e9 + 2, 1e9 + 3, 1e9 + 6]).variance).toBe(3.5);
  });

  it('is NaN where it has no meaning', () => {
    expect(moments([])).toEqual({ count: 0, mean: NaN, variance: NaN, skewness: NaN, excessKurtosis: NaN });
    expect(moments([2, 2])).toEqual({ count: 2, mean: 2, variance: 0, skewness: NaN, excessKurtosis: NaN });
  });
});
