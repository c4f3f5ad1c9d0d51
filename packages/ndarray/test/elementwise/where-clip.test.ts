import { clip, copy, greater, maximum, minimum, toNested, where } from '@monge/ndarray';
import { floats, stridedArrays } from '@monge/ndarray/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectFailure } from '../failure.js';

const shape = [3, 4];
const arrays = stridedArrays({ shape });

describe('where', () => {
  it('takes each element from one of the two', () => {
    fc.assert(
      fc.property(
        stridedArrays({ shape, dtype: 'uint8', element: fc.nat(1) }),
        arrays,
        arrays,
        (test, a, b) => {
          const y = where(test, a, b);
          for (let i = 0; i < 3; i++) {
            for (let j = 0; j < 4; j++) expect(y.get(i, j)).toBe((test.get(i, j) === 1 ? a : b).get(i, j));
          }
        },
      ),
    );
  });

  it('with a comparison is the maximum', () => {
    fc.assert(
      fc.property(arrays, arrays, (a, b) => {
        expect(toNested(where(greater(a, b), a, b))).toEqual(toNested(maximum(a, b)));
      }),
    );
  });

  it('does not compute: what is not chosen may be NaN', () => {
    expect(toNested(where([1, 0], [2, Number.NaN], [Number.NaN, 3]))).toEqual([2, 3]);
  });

  it('counts NaN as true, −0 as false', () => {
    expect(toNested(where([Number.NaN, -0, 0, -1], 1, 2))).toEqual([1, 2, 2, 1]);
  });

  it('broadcasts all three', () => {
    expect(toNested(where([[1], [0]], [1, 2, 3], 0))).toEqual([
      [1, 2, 3],
      [0, 0, 0],
    ]);
  });

  it('takes its element type from the two, not from the condition', () => {
    const single = Float32Array.of(1, 2);
    expect(where([1, 0], single, 0).dtype).toBe('float32');
    expect(where(single, [1, 2], 0).dtype).toBe('float64');
  });

  it('names its operands', () => {
    expectFailure('dtype', 'ndarray.where: expected numbers in condition, got a boolean at [0]', () =>
      where([true] as unknown as number[], 1, 2),
    );
  });
});

describe('clip', () => {
  it('stays within bounds, changes nothing inside them, and is idempotent', () => {
    fc.assert(
      fc.property(arrays, floats({ max: 0 }), floats({ min: 0 }), (x, low, high) => {
        const y = clip(x, low, high);
        y.data.forEach((value, i) => {
          const before = copy(x).data[i];
          expect([low, before, high].toSorted((a, b) => a - b)[1]).toBe(value);
        });
        expect(clip(y, low, high)).toEqual(y);
      }),
    );
  });

  it('is the minimum of the maximum', () => {
    fc.assert(
      fc.property(arrays, stridedArrays({ shape: [4] }), stridedArrays({ shape: [3, 1] }), (x, low, high) => {
        expect(toNested(clip(x, low, high))).toEqual(toNested(minimum(maximum(x, low), high)));
      }),
    );
  });

  it('gives the upper bound where the bounds cross, and NaN where one of the three is', () => {
    expect(toNested(clip([0, Number.NaN, 1], [2, 0, 0], [1, 1, Number.NaN]))).toEqual([
      1,
      Number.NaN,
      Number.NaN,
    ]);
  });

  it('names its operands', () => {
    expectFailure(
      'shape',
      'ndarray.clip: expected shapes that broadcast together (aligned at the last axis, each pair of lengths equal or one of them 1), got [2] and [3] and []',
      () => clip([1, 2], [1, 2, 3], 4),
    );
    expectFailure('dtype', 'ndarray.clip: expected numbers in high, got null at [0]', () =>
      clip([1], 0, [null] as unknown as number[]),
    );
  });
});
