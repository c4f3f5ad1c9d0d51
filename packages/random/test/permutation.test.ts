import { permutation, split } from '@monge/random';
import { keys } from '@monge/random/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countsOf, expectProportions } from './fits.js';

describe('permutation', () => {
  it('has each of 0, 1, …, n − 1 once', () => {
    fc.assert(
      fc.property(keys(), fc.nat(3000), (k, n) => {
        expect(permutation(k, n).data.toSorted()).toEqual(Int32Array.from({ length: n }, (_, i) => i));
      }),
      { numRuns: 50 },
    );
  });

  it('is each of the 24 permutations of four alike', () => {
    const codes = split(131, 24_000).map((k) => {
      const [a, b, c] = permutation(k, 4).data;
      return 16 * a + 4 * b + c;
    });
    const seen = countsOf(codes, 64).filter((count) => count > 0);
    expect(seen).toHaveLength(24);
    expectProportions(seen, new Float64Array(24).fill(1));
  });

  it('puts each element in each place alike', () => {
    const size = 30;
    const places = new Float64Array(size * size);
    for (const k of split(132, 5000)) {
      for (const [place, element] of permutation(k, size).data.entries()) places[place * size + element]++;
    }
    expectProportions(places, new Float64Array(size * size).fill(1));
  });

  // The number of fixed points of a large random permutation is Poisson of rate 1.
  it('has as many fixed points as it should', () => {
    const fixed = split(133, 5000).map((k) => permutation(k, 300).data.filter((x, i) => x === i).length);
    expectProportions(countsOf(fixed, 6), [1, 1, 1 / 2, 1 / 6, 1 / 24, Math.E - 65 / 24]);
  });

  it('is a vector of n', () => {
    expect(permutation(0, 5)).toMatchObject({ shape: [5], stride: [1], offset: 0, dtype: 'int32' });
    expect(permutation(0, 0).data).toHaveLength(0);
    expect([...permutation(0, 1).data]).toEqual([0]);
  });

  it('refuses more elements than an int32 can name', () => {
    expect(() => permutation(0, 2 ** 31 + 1)).toThrow(
      expect.objectContaining({
        code: 'shape',
        message: 'random.permutation: expected n <= 2^31, got 2147483649',
      }),
    );
  });
});
