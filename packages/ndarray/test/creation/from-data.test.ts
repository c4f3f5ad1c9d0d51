import { fromData, toNested } from '@monge/ndarray';
import { stridedArrays } from '@monge/ndarray/testing';
import fc from 'fast-check';
import ndarray from 'ndarray';
import { describe, expect, it } from 'vitest';
import { expectFailure } from '../failure.js';

const data = Float64Array.of(1, 2, 3, 4, 5, 6);

describe('laws', () => {
  it('makes the view that it is told to', () => {
    fc.assert(
      fc.property(stridedArrays({ dtype: 'uint8' }), ({ data, shape, stride, offset }) => {
        expect(fromData(data, shape, stride, offset)).toEqual(ndarray(data, [...shape], [...stride], offset));
      }),
    );
  });

  it('begins where scijs begins when there is no offset', () => {
    fc.assert(
      fc.property(fc.constantFrom([3, 1], [-3, 1], [3, -1], [-3, -1], [1, -2]), (stride) => {
        expect(fromData(data, [2, 3], stride).offset).toBe(ndarray(data, [2, 3], [...stride]).offset);
      }),
    );
  });
});

describe('memory', () => {
  it('is shared', () => {
    const x = fromData(data.slice(), [2, 3]);
    x.set(1, 0, 9);
    expect([...x.data]).toEqual([1, 2, 3, 9, 5, 6]);
  });

  it('may be larger than the view when the stride or the offset is given', () => {
    expect(toNested(fromData(data, [2, 2], [3, 1]))).toEqual([
      [1, 2],
      [4, 5],
    ]);
    expect(toNested(fromData(data, [2], undefined, 4))).toEqual([5, 6]);
  });
});

describe('errors', () => {
  it('refuses a shape that does not fit', () => {
    expectFailure('shape', 'ndarray.fromData: expected 8 elements for shape [2, 4], got 6', () =>
      fromData(data, [2, 4]),
    );
    expectFailure('shape', 'ndarray.fromData: expected a shape of integers ≥ 0, got [-2, -3]', () =>
      fromData(data, [-2, -3]),
    );
    expectFailure(
      'shape',
      'ndarray.fromData: expected data (shape [4], stride [2], offset 0) to stay within the 6 elements of its data, but it reaches from 0 to 6',
      () => fromData(data, [4], [2]),
    );
  });
});
