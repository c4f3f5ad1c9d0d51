import { rademacher } from '@monge/random';
import { describe, expect, it } from 'vitest';
import { countsOf, expectProportions } from './fits.js';

describe('rademacher', () => {
  // A run of 6 signs as a number: all 64 alike would miss neither a bias nor a pattern.
  it('is −1 and 1 alike, and independent from one element to the next', () => {
    const { data } = rademacher(51, 6 * 20_000);
    const patterns = Float64Array.from({ length: 20_000 }, (_, i) =>
      data.subarray(6 * i, 6 * i + 6).reduce((bits, sign) => 2 * bits + (sign + 1) / 2, 0),
    );
    expectProportions(countsOf(patterns, 64), new Float64Array(64).fill(1));
  });

  it('is nothing else', () => {
    expect(new Set(rademacher(52, 1001, { dtype: 'float32' }).data)).toEqual(new Set([1, -1]));
  });
});
