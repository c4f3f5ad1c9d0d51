import { type Key, type KeyLike, key, normal, RandomError } from '@monge/random';
import { keys } from '@monge/random/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

describe('key', () => {
  it('is the 64 bits of the seed in two’s complement, low word first', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 64n), max: 2n ** 64n - 1n }), (seed) => {
        const [low, high] = key(seed);
        expect(BigInt.asUintN(64, seed)).toBe((BigInt(high) << 32n) + BigInt(low));
      }),
    );
  });

  it('is the same for a number and for the bigint of that value', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (seed) => {
        expect(key(seed)).toEqual(key(BigInt(seed)));
      }),
    );
  });

  it('is a plain value: frozen, and the same after JSON and after a structured clone', () => {
    fc.assert(
      fc.property(keys(), (k) => {
        expect(Object.isFrozen(k)).toBe(true);
        const { data } = normal(k, 3);
        expect(normal(JSON.parse(JSON.stringify(k)) as Key, 3).data).toEqual(data);
        expect(normal(structuredClone(k), 3).data).toEqual(data);
      }),
      { numRuns: 20 },
    );
  });

  it('may be replaced by its seed', () => {
    expect(normal(-42, 5)).toEqual(normal(key(-42), 5));
  });

  it.each([0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53, 2n ** 64n, -(2n ** 64n) - 1n])(
    'refuses the seed %s',
    (seed) => {
      expect(() => key(seed)).toThrow(RandomError);
      expect(() => key(seed)).toThrow(
        /^random\.key: expected seed to be a safe integer, or a bigint in .*, got /,
      );
    },
  );

  it.each([
    ['one word', [1]],
    ['three words', [1, 2, 3]],
    ['a negative word', [-1, 0]],
    ['a word past 32 bits', [0, 2 ** 32]],
    ['a fraction', [0.5, 0]],
    ['nothing', undefined],
  ])('is not %s', (_, value) => {
    const k = value as unknown as KeyLike;
    expect(() => normal(k, 3)).toThrow(
      expect.objectContaining({
        name: 'RandomError',
        code: 'domain',
        message: expect.stringMatching(/^random\.normal: expected a key/),
      }),
    );
  });
});
