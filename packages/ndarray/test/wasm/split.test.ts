import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { piecesOf, share } from '../../src/wasm/split.js';

const cut = fc
  .record({
    least: fc.double({ min: 0.01, max: 500, noNaN: true }),
    multiple: fc.integer({ min: 1, max: 16 }),
  })
  .chain(({ least, multiple }) =>
    fc.record({
      least: fc.constant(least),
      multiple: fc.constant(multiple),
      most: fc
        .integer({ min: 1, max: 100 })
        .map((pieces) => (Math.ceil(least / multiple) + pieces) * multiple),
    }),
  );
const threads = fc.integer({ min: 1, max: 64 });
const count = fc.integer({ min: 1, max: 5000 });

describe('share', () => {
  it('covers everything once, in order', () => {
    fc.assert(
      fc.property(threads, count, cut, (threads, count, cut) => {
        const ranges = share(threads, count, cut);
        expect(ranges.map(({ first }) => first)).toEqual([0, ...ranges.slice(0, -1).map(({ last }) => last)]);
        expect(ranges.at(-1)!.last).toBe(count);
      }),
    );
  });

  it('cuts at multiples, no longer than allowed and no shorter than is worth it', () => {
    fc.assert(
      fc.property(threads, count, cut, (threads, count, cut) => {
        const ranges = share(threads, count, cut);
        for (const { first, last } of ranges) {
          expect(first % cut.multiple).toBe(0);
          expect(last - first).toBeGreaterThan(0);
          expect(last - first).toBeLessThanOrEqual(cut.most);
        }
        for (const { first, last } of ranges.slice(0, -1))
          expect(last - first).toBeGreaterThanOrEqual(cut.least);
      }),
    );
  });

  it('leaves one thread a single range, of any length', () => {
    fc.assert(
      fc.property(count, cut, (count, { least, multiple }) => {
        expect(share(1, count, { least, multiple })).toEqual([{ first: 0, last: count }]);
      }),
    );
  });

  it('gives every thread something to do, and ends with ranges that are short', () => {
    expect(share(2, 4096, { least: 2 }).length).toBeGreaterThan(16);
    const lengths = share(3, 10_000, { least: 10 }).map(({ first, last }) => last - first);
    expect(lengths[0]).toBe(Math.ceil(10_000 / 12));
    expect(Math.max(...lengths.slice(-8))).toBeLessThan(20);
  });
});

it('piecesOf cuts into equal lengths and what is left', () => {
  expect(piecesOf(7, 3)).toEqual([
    { first: 0, last: 3 },
    { first: 3, last: 6 },
    { first: 6, last: 7 },
  ]);
});
