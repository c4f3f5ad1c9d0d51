import { type NdArray, type Range, slice, toNested } from '@monge/ndarray';
import { stridedArrays } from '@monge/ndarray/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectFailure } from '../failure.js';

const bound = fc.option(fc.integer({ min: -9, max: 9 }));
const step = fc.option(fc.integer({ min: -4, max: 4 }).filter((value) => value !== 0));
const range: fc.Arbitrary<Range> = fc.oneof(fc.constant(null), fc.tuple(bound, bound, step));

/** The indices in a range, by the definition: those between the bounds whose distance from the first is a multiple. */
function indicesIn(wanted: Range, n: number): number[] {
  if (wanted == null || typeof wanted === 'number') return [...Array(n).keys()];
  const [start, stop, by] = [wanted[0] ?? null, wanted[1] ?? null, wanted[2] ?? 1];
  const fromFront = (b: number) => (b < 0 ? b + n : b);
  const inOrder = by > 0 ? [...Array(n).keys()] : [...Array(n).keys()].reverse();
  return inOrder
    .filter((i) => start === null || (by > 0 ? i >= fromFront(start) : i <= fromFront(start)))
    .filter((_, k) => k % Math.abs(by) === 0)
    .filter((i) => stop === null || (by > 0 ? i < fromFront(stop) : i > fromFront(stop)));
}

const vectors = stridedArrays({ shape: fc.integer({ min: 0, max: 8 }).map((n) => [n]) });

describe('laws', () => {
  it('keeps exactly the indices of the range, on every axis', () => {
    fc.assert(
      fc.property(stridedArrays({ shape: [4, 5, 3] }), range, range, range, (x, ...ranges) => {
        const [is, js, ks] = ranges.map((each, axis) => indicesIn(each, x.shape[axis]));
        const expected = is.map((i) => js.map((j) => ks.map((k) => x.get(i, j, k))));
        const view = slice(x, ...ranges);
        expect(view.shape).toEqual([is.length, js.length, ks.length]);
        expect(toNested(view)).toEqual(expected);
      }),
    );
  });

  it('of a slice is the slice of the indices', () => {
    fc.assert(
      fc.property(vectors, range, range, (x, first, second) => {
        const once = indicesIn(first, x.size);
        const twice = indicesIn(second, once.length).map((i) => x.get(once[i]));
        expect(toNested(slice(slice(x, first), second))).toEqual(twice);
      }),
    );
  });

  it('at an index is the slice of length 1 without its axis', () => {
    fc.assert(
      fc.property(stridedArrays({ shape: [3, 4] }), fc.integer({ min: -4, max: 3 }), (x, j) => {
        const one = slice(x, null, j < -1 || j >= 0 ? [j, j + 1] : [j, null]);
        expect(one.shape).toEqual([3, 1]);
        expect(toNested(slice(x, null, j))).toEqual([toNested(one)].flat(2));
      }),
    );
  });

  it('of everything is the array', () => {
    fc.assert(
      fc.property(stridedArrays(), (x) => {
        const ranges = x.shape.map((_, axis) => (axis % 2 === 0 ? null : undefined));
        expect(slice(x, ...ranges)).toEqual(x);
      }),
    );
  });
});

describe('examples', () => {
  const x = [
    [1, 2, 3],
    [4, 5, 6],
  ];

  it('picks a row, a column, an element', () => {
    expect(toNested(slice(x, 1))).toEqual([4, 5, 6]);
    expect(toNested(slice(x, null, -1))).toEqual([3, 6]);
    expect(toNested(slice(x, 0, 1))).toBe(2);
  });

  it('runs backwards', () => {
    expect(toNested(slice([0, 1, 2, 3, 4, 5], [4, 0, -2]))).toEqual([4, 2]);
    expect(toNested(slice([0, 1, 2, 3], [null, null, -1]))).toEqual([3, 2, 1, 0]);
    expect(toNested(slice([0, 1, 2, 3], [1, null, -1]))).toEqual([1, 0]);
  });

  it('shares memory', () => {
    const data = Float64Array.of(1, 2, 3, 4);
    const odd: NdArray<Float64Array> = slice(data, [1, null, 2]);
    odd.set(1, 40);
    expect([...data]).toEqual([1, 2, 3, 40]);
  });

  it('keeps a view inside its data when nothing is left of it', () => {
    const end = slice(new Float64Array(3), [3]);
    expect(end.shape).toEqual([0]);
    expect(end.offset).toBe(0);
  });
});

describe('errors', () => {
  it('refuses more ranges than axes', () => {
    expectFailure(
      'shape',
      'ndarray.slice: expected at most one range for each axis of x (shape [2]), got 2',
      () => slice([1, 2], null, null),
    );
  });

  it('refuses an index outside its axis', () => {
    expectFailure('domain', 'ndarray.slice: expected an index in [-2, 2) for axis 0, got 2', () =>
      slice([1, 2], 2),
    );
    expectFailure('domain', 'ndarray.slice: expected an index in [-2, 2) for axis 0, got -3', () =>
      slice([1, 2], -3),
    );
    expectFailure('domain', 'ndarray.slice: expected an index in [-2, 2) for axis 0, got 0.5', () =>
      slice([1, 2], 0.5),
    );
  });

  it('refuses a range that is not made of integers, and the step 0', () => {
    const message = 'ndarray.slice: expected integers, and a step other than 0, in the range for axis 0, got';
    expectFailure('domain', `${message} [0, 2, 0]`, () => slice([1, 2], [0, 2, 0]));
    expectFailure('domain', `${message} [0.5]`, () => slice([1, 2], [0.5]));
    expectFailure('domain', `${message} [0, NaN]`, () => slice([1, 2], [0, Number.NaN]));
  });
});
