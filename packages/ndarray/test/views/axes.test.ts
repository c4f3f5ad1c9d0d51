import { copy, expandDims, flip, slice, squeeze, toNested } from '@monge/ndarray';
import { shapes, stridedArrays } from '@monge/ndarray/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectFailure } from '../failure.js';

describe('expandDims', () => {
  it('is undone by squeeze', () => {
    fc.assert(
      fc.property(stridedArrays({ shape: shapes({ maxRank: 3 }) }), fc.nat(3), (x, at) => {
        const axis = Math.min(at, x.dimension);
        const y = expandDims(x, axis);
        expect(y.shape).toEqual(x.shape.toSpliced(axis, 0, 1));
        expect(squeeze(y, axis)).toEqual(x);
      }),
    );
  });

  it('takes several positions, which are those of the result', () => {
    expect(expandDims([1, 2, 3], [0, 2]).shape).toEqual([1, 3, 1]);
    expect(expandDims([1, 2, 3], [-1, 0]).shape).toEqual([1, 3, 1]);
    expect(expandDims(7, 0).shape).toEqual([1]);
  });

  it('refuses positions outside the result, and the same twice', () => {
    expectFailure('domain', 'ndarray.expandDims: expected an axis in [-2, 2), got 2', () =>
      expandDims([1], 2),
    );
    expectFailure('domain', 'ndarray.expandDims: expected each axis once, got [0, -3]', () =>
      expandDims([1], [0, -3]),
    );
  });
});

describe('squeeze', () => {
  it('drops all the axes of length 1 by default', () => {
    fc.assert(
      fc.property(stridedArrays({ shape: shapes({ maxLength: 2 }) }), (x) => {
        const y = squeeze(x);
        expect(y.shape).toEqual(x.shape.filter((length) => length !== 1));
        expect([toNested(y)].flat(9)).toEqual([toNested(x)].flat(9));
      }),
    );
  });

  it('refuses an axis of another length', () => {
    expectFailure('shape', 'ndarray.squeeze: expected length 1 on axis 1 of x (shape [1, 2]), got 2', () =>
      squeeze([[1, 2]], [0, -1]),
    );
  });
});

describe('flip', () => {
  it('twice is the array again', () => {
    fc.assert(
      fc.property(stridedArrays(), (x) => {
        expect(flip(flip(x))).toEqual(x);
      }),
    );
  });

  it('is the slice that runs backwards', () => {
    fc.assert(
      fc.property(stridedArrays({ shape: [3, 4] }), (x) => {
        expect(toNested(flip(x, 1))).toEqual(toNested(slice(x, null, [null, null, -1])));
        expect(toNested(flip(x, [0]))).toEqual(toNested(slice(x, [null, null, -1])));
        expect(toNested(flip(x))).toEqual(toNested(flip(flip(x, 0), -1)));
      }),
    );
  });

  it('leaves empty arrays and strides of 0 as they are', () => {
    expect(flip(new Float64Array(0))).toMatchObject({ shape: [0], offset: 0 });
    expect(flip({ data: new Float64Array(1), shape: [3], stride: [0], offset: 0 }).stride).toEqual([0]);
  });

  it('refuses axes that are not there', () => {
    expectFailure('domain', 'ndarray.flip: expected an axis in [-1, 1), got 1', () => flip([1], 1));
    expectFailure('domain', 'ndarray.flip: expected no axis (the array has rank 0), got 0', () =>
      flip(slice([1], 0), 0),
    );
  });
});

describe('copy', () => {
  it('is equal, packed, and in memory of its own', () => {
    fc.assert(
      fc.property(stridedArrays({ dtype: 'float32' }), (x) => {
        const y = copy(x);
        expect(toNested(y)).toEqual(toNested(x));
        expect(y.dtype).toBe('float32');
        expect(y.data.length).toBe(x.size);
        expect(y.data.buffer).not.toBe(x.data.buffer);
      }),
    );
  });
});
