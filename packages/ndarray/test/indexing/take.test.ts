import {
  arange,
  copy,
  type DType,
  flip,
  type NdArray,
  type Range,
  reshape,
  slice,
  take,
  toNested,
} from '@monge/ndarray';
import { assertAllClose, layouts, shapes, stridedArrays } from '@monge/ndarray/testing';
import { normal, randint } from '@monge/random';
import fc from 'fast-check';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { expectFailure } from '../failure.js';

const dtypes: DType[] = ['float64', 'float32', 'int32', 'uint32', 'uint8'];
const arrays = fc
  .constantFrom(...dtypes)
  .chain((dtype) => stridedArrays({ shape: shapes({ minRank: 1, minLength: 1 }), dtype }));

describe('laws', () => {
  it('has the slice at each index, on every axis and of every element type', () => {
    fc.assert(
      fc.property(arrays, fc.nat(3), fc.array(fc.nat()), (x, at, draws) => {
        const axis = at % x.dimension;
        const length = x.shape[axis];
        const indices = draws.map((draw) => (draw % (2 * length)) - length);
        const taken = take(x, Int32Array.from(indices), { axis });
        expect(taken.dtype).toBe(x.dtype);
        expect(taken.shape).toEqual(x.shape.with(axis, indices.length));
        const all = new Array<Range>(x.dimension).fill(null);
        indices.forEach((index, k) => {
          expect(toNested(slice(taken, ...all.with(axis, k)))).toEqual(
            toNested(slice(x, ...all.with(axis, index))),
          );
        });
      }),
    );
  });

  it('of everything is the array, backwards is its flip', () => {
    fc.assert(
      fc.property(arrays, (x) => {
        const indices = arange(x.shape[0]);
        expect(take(x, indices)).toEqual(copy(x));
        expect(take(x, flip(indices))).toEqual(copy(flip(x, 0)));
      }),
    );
  });

  it('of what is taken is taken by the taken indices', () => {
    const indices = fc.array(fc.nat(6), { minLength: 3, maxLength: 9 });
    fc.assert(
      fc.property(stridedArrays({ shape: [7, 2] }), indices, (x, i) => {
        expect(take(take(x, i), [2, 0])).toEqual(take(x, take(i, [2, 0])));
      }),
    );
  });

  it('replaces the axis by the axes of the indices, of any layout', () => {
    const indices = stridedArrays({
      shape: [2, 3],
      dtype: 'int32',
      element: fc.integer({ min: -4, max: 3 }),
    });
    fc.assert(
      fc.property(stridedArrays({ shape: [3, 4, 2] }), indices, (x, i) => {
        const taken = take(x, i, { axis: 1 });
        expect(taken.shape).toEqual([3, 2, 3, 2]);
        expect(taken).toEqual(reshape(take(x, reshape(i, [6]), { axis: -2 }), [3, 2, 3, 2]));
      }),
    );
  });
});

describe('oracles', () => {
  it.each([1, 2, 31, 32, 40])('takes many rows of length %d from any layout', (length) => {
    const rows = 1200;
    const { data } = normal(1, [rows, length]);
    const indices = randint(2, 1500, { low: -rows, high: rows });
    const expected = Float64Array.from({ length: 1500 * length }, (_, k) => {
      const index = indices.data[Math.floor(k / length)];
      return data[(index < 0 ? index + rows : index) * length + (k % length)];
    });
    for (const { array } of layouts(data, [rows, length])) {
      assertAllClose(take(array, indices), reshape(expected, [1500, length]), { rtol: 0 });
    }
  });
});

describe('edges', () => {
  it('drops the axis for a plain number', () => {
    expect(
      toNested(
        take(
          [
            [1, 2],
            [3, 4],
          ],
          -1,
        ),
      ),
    ).toEqual([3, 4]);
    expect(
      toNested(
        take(
          [
            [1, 2],
            [3, 4],
          ],
          0,
          { axis: 1 },
        ),
      ),
    ).toEqual([1, 3]);
    expect(take([5], 0).shape).toEqual([]);
  });

  it('keeps the element type', () => {
    expectTypeOf(take(new Uint8Array(3), [1])).toEqualTypeOf<NdArray<Uint8Array<ArrayBuffer>>>();
    expect(take(Uint32Array.of(7, 2 ** 32 - 1), [1]).data).toEqual(Uint32Array.of(2 ** 32 - 1));
    expect(take(Float32Array.of(0.1, Number.NaN, -0), [2, 1, 0]).data).toEqual(
      Float32Array.of(-0, Number.NaN, 0.1),
    );
  });

  it('takes nothing', () => {
    expect(take([[1, 2]], []).shape).toEqual([0, 2]);
    expect(take([], []).shape).toEqual([0]);
    expect(take([[], []], [0, 1, 0]).shape).toEqual([3, 0]);
  });
});

describe('errors', () => {
  it('refuses an index outside the axis', () => {
    const message = 'ndarray.take: expected indices in [-2, 2) (those of axis 1 of x, of shape [1, 2]), got';
    for (const index of [2, -3, 0.5, Number.NaN, 2 ** 32]) {
      expectFailure('domain', `${message} ${index}`, () => take([[1, 2]], [0, index], { axis: -1 }));
    }
    expectFailure(
      'domain',
      'ndarray.take: expected indices in [0, 0) (those of axis 0 of x, of shape [0]), got 0',
      () => take([], 0),
    );
  });

  it('refuses an axis that is not there', () => {
    expectFailure('domain', 'ndarray.take: expected an axis in [-1, 1), got 1', () =>
      take([1], [0], { axis: 1 }),
    );
  });
});
