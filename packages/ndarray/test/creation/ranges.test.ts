import { arange, linspace, toNested } from '@monge/ndarray';
import { floats, maxUlp } from '@monge/ndarray/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectFailure } from '../failure.js';

describe('arange', () => {
  it('counts like a loop over integers, up and down', () => {
    const bound = fc.integer({ min: -50, max: 50 });
    const step = fc.integer({ min: -7, max: 7 }).filter((value) => value !== 0);
    fc.assert(
      fc.property(bound, bound, step, (start, stop, by) => {
        const expected: number[] = [];
        for (let x = start; by > 0 ? x < stop : x > stop; x += by) expected.push(x);
        expect(toNested(arange(start, stop, by))).toEqual(expected);
      }),
    );
  });

  it('starts at 0 and steps by 1 unless told otherwise', () => {
    expect(toNested(arange(3))).toEqual([0, 1, 2]);
    expect(toNested(arange(2, 5))).toEqual([2, 3, 4]);
  });

  it('does not add up rounding errors', () => {
    expect(arange(0, 1000, 0.1).get(7777)).toBe(7777 * 0.1);
  });

  it('is empty when the step leads away from stop', () => {
    expect(arange(5, 0).shape).toEqual([0]);
    expect(arange(-1).shape).toEqual([0]);
  });

  it('takes an element type', () => {
    expect(arange(0, 3, 1, { dtype: 'int32' }).data).toEqual(Int32Array.of(0, 1, 2));
  });

  it('refuses steps and bounds without end', () => {
    const message = 'ndarray.arange: expected finite bounds and a finite step other than 0, got';
    expectFailure('domain', `${message} 0, 5, 0`, () => arange(0, 5, 0));
    expectFailure('domain', `${message} 5, 5, 0`, () => arange(5, 5, 0));
    expectFailure('domain', `${message} 0, Infinity, 1`, () => arange(Infinity));
    expectFailure('domain', `${message} NaN, 1, 1`, () => arange(Number.NaN, 1));
  });
});

describe('linspace', () => {
  it('begins and ends exactly where it is told to', () => {
    fc.assert(
      fc.property(floats(), floats(), fc.integer({ min: 2, max: 40 }), (start, stop, n) => {
        const x = linspace(start, stop, n);
        expect([x.shape, x.get(0), x.get(n - 1)]).toEqual([[n], start, stop]);
      }),
    );
  });

  it('is evenly spaced, to rounding', () => {
    fc.assert(
      fc.property(
        floats({ min: 1, max: 2 }),
        floats({ min: 2, max: 4 }),
        fc.integer({ min: 2, max: 40 }),
        (start, stop, n) => {
          const expected = Array.from(
            { length: n },
            (_, i) => start * (1 - i / (n - 1)) + stop * (i / (n - 1)),
          );
          expect(maxUlp(linspace(start, stop, n), expected)).toBeLessThanOrEqual(4);
        },
      ),
    );
  });

  it('gives the nearest numbers to decimal fractions', () => {
    expect(toNested(linspace(0, 1, 11))).toEqual([0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1]);
  });

  it('leaves stop out when told to', () => {
    expect(toNested(linspace(0, 1, 4, { endpoint: false }))).toEqual([0, 0.25, 0.5, 0.75]);
  });

  it('has the lengths 0 and 1 too', () => {
    expect(toNested(linspace(3, 4, 0))).toEqual([]);
    expect(toNested(linspace(3, 4, 1))).toEqual([3]);
  });

  it('refuses lengths and bounds that make no sense', () => {
    const start = 'ndarray.linspace: expected';
    expectFailure('domain', `${start} a length that is an integer ≥ 0, got 2.5`, () => linspace(0, 1, 2.5));
    expectFailure('domain', `${start} a length that is an integer ≥ 0, got -1`, () => linspace(0, 1, -1));
    expectFailure('domain', `${start} finite bounds (and no overflow between), got 0 and Infinity`, () =>
      linspace(0, Infinity, 3),
    );
  });
});
