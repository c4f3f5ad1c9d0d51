import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Arena } from '../../src/core/memory.js';

const requests = fc.array(
  fc.record({ dtype: fc.constantFrom('float32' as const, 'float64' as const), length: fc.nat(3000) }),
  { maxLength: 60 },
);

describe('an arena', () => {
  it('hands out arrays that do not overlap, of the length and type asked for', () => {
    fc.assert(
      fc.property(requests, requests, (first, second) => {
        const arena = new Arena();
        for (const list of [first, second]) {
          const arrays = list.map(({ dtype, length }) => arena.allocate(dtype, length));
          arrays.forEach((array, k) => {
            array.fill(k);
          });
          arrays.forEach((array, k) => {
            expect(array.length).toBe(list[k].length);
            expect(array instanceof Float32Array).toBe(list[k].dtype === 'float32');
            expect(array.every((value) => value === k)).toBe(true);
          });
          arena.reset(1e6);
        }
      }),
    );
  });

  it('gives back what was taken since a mark, and no more', () => {
    fc.assert(
      fc.property(requests, requests, requests, (before, between, after) => {
        const arena = new Arena();
        const kept = before.map(({ dtype, length }) => arena.allocate(dtype, length));
        kept.forEach((array, k) => {
          array.fill(k);
        });
        const used = arena.used;
        const mark = arena.mark();
        for (const { dtype, length } of between) arena.allocate(dtype, length).fill(-1);
        arena.release(mark);
        expect(arena.used).toBe(used);
        for (const { dtype, length } of after) arena.allocate(dtype, length).fill(-2);
        expect(kept.every((array, k) => array.every((value) => value === k))).toBe(true);
      }),
    );
  });

  it('hands out the same views again where the same is asked for, and others where it is not', () => {
    fc.assert(
      fc.property(requests, requests, (first, second) => {
        const arena = new Arena();
        const ask = (list: typeof first) => list.map(({ dtype, length }) => arena.allocate(dtype, length));
        ask(first);
        arena.reset(1e9);
        ask(second);
        arena.reset(1e9);
        const once = ask(second);
        arena.reset(1e9);
        const again = ask(second);
        again.forEach((array, k) => {
          array.fill(k);
        });
        const full = again.filter(({ length }) => length > 0);
        expect(full.every((array) => once.includes(array))).toBe(true);
        expect(again.every((array, k) => array.every((value) => value === k))).toBe(true);
      }),
    );
  });

  it('keeps what lies before a mark apart from what is taken after it, time and again', () => {
    const arena = new Arena();
    const kept = arena.allocate('float64', 10).fill(1);
    for (let turn = 0; turn < 3; turn++) {
      const mark = arena.mark();
      for (const length of [5, 20_000, 700_000]) arena.allocate('float64', length + turn).fill(2);
      arena.release(mark);
    }
    arena.allocate('float32', 10).fill(3);
    expect(kept.every((value) => value === 1)).toBe(true);
  });

  it('serves again from the same slabs, up to what it may keep', () => {
    const arena = new Arena();
    const first = arena.allocate('float64', 100).buffer;
    arena.allocate('float64', 10_000_000);
    arena.reset(1e6);
    expect(arena.used).toBe(0);
    expect(arena.allocate('float64', 100).buffer).toBe(first);
    arena.reset(0);
    expect(arena.allocate('float64', 100).buffer).not.toBe(first);
  });

  it('takes arrays without elements', () => {
    expect(new Arena().allocate('float64', 0).length).toBe(0);
  });
});
