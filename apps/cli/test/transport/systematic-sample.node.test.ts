import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { systematicSample } from '../../src/transport/systematic-sample.js';

const weights = fc
  .array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 60 })
  .filter((integers) => integers.some((integer) => integer > 0))
  .map((integers) => {
    const total = integers.reduce((sum, integer) => sum + integer, 0);
    return Float64Array.from(integers, (integer) => integer / total);
  });

describe('systematicSample', () => {
  it('draws each point as often as its weight says, rounded up or down, in order', () => {
    fc.assert(
      fc.property(weights, fc.integer({ min: 1, max: 200 }), (shares, count) => {
        const drawn = systematicSample(shares, count);
        expect(drawn).toHaveLength(count);
        expect(drawn).toEqual([...drawn].sort((one, other) => one - other));
        expect(drawn.every((i) => shares[i] > 0)).toBe(true);
        shares.forEach((share, i) => {
          const times = drawn.filter((index) => index === i).length;
          expect(Math.abs(times - count * share)).toBeLessThan(1 + 1e-9);
        });
      }),
    );
  });

  it('draws every k-th of points that weigh the same', () => {
    expect(systematicSample(new Float64Array(12).fill(1 / 12), 4)).toEqual([1, 4, 7, 10]);
  });
});
