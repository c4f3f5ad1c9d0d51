import { RandomError, randint } from '@monge/random';
import { keys } from '@monge/random/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countsOf, expectProportions } from './fits.js';

const int32 = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });

describe('randint', () => {
  it('is on [low, high)', () => {
    fc.assert(
      fc.property(keys(), int32, int32, (k, a, b) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b) + 1];
        return randint(k, 50, { low, high }).data.every((x) => x >= low && x < high);
      }),
    );
  });

  it('reaches both ends', () => {
    expect(new Set(randint(121, 200, { low: -2, high: 2 }).data)).toEqual(new Set([-2, -1, 0, 1]));
    expect([...randint(121, 3, { low: 5, high: 6 }).data]).toEqual([5, 5, 5]);
  });

  it.each([2, 7, 256, 1000])('draws each of %s integers alike', (high) => {
    expectProportions(countsOf(randint(122, 100_000, { high }).data, high), new Float64Array(high).fill(1));
  });

  // Of 2³² words a quarter must be refused here; to take remainders would give the lowest third half of the draws.
  it('is unbiased where the range does not divide 2³²', () => {
    const { data } = randint(123, 30_000, { low: -(2 ** 31), high: 2 ** 30 });
    const thirds = data.map((x) => Math.floor((x + 2 ** 31) / 2 ** 30));
    expectProportions(countsOf(thirds, 3), [1, 1, 1]);
  });

  it('draws all the bits of an int32', () => {
    const { data } = randint(124, 20_000, { low: -(2 ** 31), high: 2 ** 31 });
    for (let bit = 0; bit < 32; bit++) {
      expectProportions(
        countsOf(
          data.map((x) => (x >>> bit) & 1),
          2,
        ),
        [1, 1],
      );
    }
  });

  it.each([
    [0, 0],
    [3, 1],
    [0.5, 3],
    [0, 2.5],
    [0, Number.NaN],
    [-(2 ** 31) - 1, 0],
    [0, 2 ** 31 + 1],
  ])('refuses the range [%s, %s)', (low, high) => {
    expect(() => randint(0, 1, { low, high })).toThrow(RandomError);
    expect(() => randint(0, 1, { low, high })).toThrow(
      `random.randint: expected integers low < high in [-2^31, 2^31], got low = ${low}, high = ${high}`,
    );
  });
});
