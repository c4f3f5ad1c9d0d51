import { key } from '@monge/random';
import { keys } from '@monge/random/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

describe('keys', () => {
  it('are pairs of 32-bit words', () => {
    fc.assert(fc.property(keys(), (k) => k.length === 2 && k.every((word) => word >>> 0 === word)));
  });

  it('shrink to key(0)', () => {
    const { counterexample } = fc.check(fc.property(keys(), () => false));
    expect(counterexample).toEqual([key(0)]);
  });
});
