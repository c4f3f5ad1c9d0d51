import { foldIn, key, philox4x32, RandomError, split } from '@monge/random';
import { keys } from '@monge/random/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

describe('split', () => {
  it('gives the same children however many are asked for', () => {
    fc.assert(
      fc.property(keys(), fc.nat(50), fc.nat(50), (k, n, m) => {
        const [few, many] = [split(k, Math.min(n, m)), split(k, Math.max(n, m))];
        expect(many.slice(0, few.length)).toEqual(few);
      }),
    );
  });

  it('gives two children by default, frozen', () => {
    const children = split(7);
    expect(children).toHaveLength(2);
    expect(children.every(Object.isFrozen)).toBe(true);
    expect(split(7, 0)).toEqual([]);
  });

  it('reads child i from block i of the counters that end in 1', () => {
    const k = key(2024);
    expect(split(k, 3)[2]).toEqual(philox4x32([2, 0, 0, 1], k).slice(0, 2));
  });

  // Among 40 000 random 64-bit keys a collision has probability 4e-11.
  it('gives no key twice: children, grandchildren, folded keys and their parents are all different', () => {
    const parents = [0, 1, 2, -1].map(key);
    const children = parents.flatMap((k) => split(k, 4000));
    const grandchildren = children.slice(0, 4000).flatMap((k) => split(k, 3));
    const folded = parents.flatMap((k) => Array.from({ length: 3000 }, (_, i) => foldIn(k, i)));
    const all = [...parents, ...children, ...grandchildren, ...folded];
    expect(new Set(all.map(String)).size).toBe(all.length);
  });

  it('gives keys that are no block of the parent’s draws', () => {
    const k = key(3);
    const drawn = new Set(
      Array.from({ length: 2000 }, (_, i) => philox4x32([i, 0, 0, 0], k).slice(0, 2).join()),
    );
    for (const child of [...split(k, 2000), foldIn(k, 0), foldIn(k, 1)])
      expect(drawn.has(child.join())).toBe(false);
  });

  it.each([-1, 1.5, Number.NaN])('refuses to give %s keys', (n) => {
    expect(() => split(0, n)).toThrow(RandomError);
    expect(() => split(0, n)).toThrow(`random.split: expected an integer n >= 0, got ${n}`);
  });
});
