import { foldIn, key, normal, philox4x32, split, uniform } from '@monge/random';
import { keys, kolmogorovSmirnov, uniformCdf } from '@monge/random/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

describe('foldIn', () => {
  it('is the block at the 64 bits of its datum, of the counters that end in 2', () => {
    fc.assert(
      fc.property(keys(), fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), (k, datum) => {
        const low = Number(BigInt.asUintN(32, datum));
        const high = Number(BigInt.asUintN(32, datum >> 32n));
        expect(foldIn(k, datum)).toEqual(philox4x32([low, high, 0, 2], k).slice(0, 2));
      }),
    );
  });

  it('tells apart data that differ in the high word only', () => {
    expect(foldIn(0, 1)).not.toEqual(foldIn(0, 1 + 2 ** 32));
  });

  it('is not a split', () => {
    expect(split(5, 10)).not.toContainEqual(foldIn(5, 3));
  });

  // A correlation of n pairs is about normal of variance 1/n: beyond 5/√n with probability 6e-7 for each of the pairs.
  it('gives streams without correlation, whatever their kinship', () => {
    const n = 20_000;
    const [a, b] = split(0);
    const streams = [key(0), key(1), a, b, foldIn(0, 0), foldIn(0, 1), foldIn(a, 0), ...split(b, 2)].map(
      (k) => normal(k, n).data,
    );
    for (const [i, x] of streams.entries()) {
      for (const y of streams.slice(0, i)) {
        expect(Math.abs(x.reduce((sum, value, at) => sum + value * y[at], 0) / n)).toBeLessThan(
          5 / Math.sqrt(n),
        );
      }
    }
  });

  // p > 1e-6.
  it('gives first draws that are uniform over the data', () => {
    const firsts = Array.from({ length: 10_000 }, (_, i) => uniform(foldIn(9, i), 1).data[0]);
    expect(kolmogorovSmirnov(firsts, uniformCdf()).pValue).toBeGreaterThan(1e-6);
  });

  it('refuses what is not an integer', () => {
    expect(() => foldIn(0, 0.5)).toThrow(
      'random.foldIn: expected data to be a safe integer, or a bigint in [-2^64, 2^64), got 0.5',
    );
  });
});
