import {
  arange,
  broadcastTo,
  concat,
  copy,
  expandDims,
  type NdArray,
  repeat,
  slice,
  take,
  tile,
  toNested,
} from '@monge/ndarray';
import { shapes, stridedArrays } from '@monge/ndarray/testing';
import { randint } from '@monge/random';
import fc from 'fast-check';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { expectFailure } from '../failure.js';

const arrays = stridedArrays({ shape: shapes({ minRank: 1, maxRank: 3 }) });
const count = fc.integer({ min: 1, max: 4 });

describe('tile', () => {
  it('is concat of copies, on every axis', () => {
    fc.assert(
      fc.property(arrays, fc.nat(2), count, (x, at, times) => {
        const axis = at % x.dimension;
        const counts = x.shape.map((_, own) => (own === axis ? times : 1));
        const copies = new Array<typeof x>(times).fill(x);
        expect(tile(x, counts)).toEqual(concat(copies, { axis }));
        expect(tile(x, times)).toEqual(concat(copies, { axis: -1 }));
      }),
    );
  });

  it('has the index wrap around', () => {
    fc.assert(
      fc.property(stridedArrays({ shape: [2, 3] }), fc.tuple(count, count, count), (x, counts) => {
        const [k, rows, columns] = counts;
        const tiled = tile(x, counts);
        expect(tiled.shape).toEqual([k, 2 * rows, 3 * columns]);
        const expected = Array.from({ length: k }, () =>
          Array.from({ length: 2 * rows }, (_, i) =>
            Array.from({ length: 3 * columns }, (_, j) => x.get(i % 2, j % 3)),
          ),
        );
        expect(toNested(tiled)).toEqual(expected);
      }),
    );
  });

  it('agrees with NumPy', () => {
    const rows = [
      [1, 2, 1, 2],
      [3, 4, 3, 4],
    ];
    expect(
      toNested(
        tile(
          [
            [1, 2],
            [3, 4],
          ],
          [2, 1, 2],
        ),
      ),
    ).toEqual([rows, rows]);
  });

  it('takes fewer counts than axes, none, and 0', () => {
    expect(toNested(tile([[1], [2]], [2]))).toEqual([
      [1, 1],
      [2, 2],
    ]);
    expect(toNested(tile([1, 2], []))).toEqual([1, 2]);
    expect(tile([[1, 2]], [0, 3]).shape).toEqual([0, 6]);
    expect(toNested(tile(slice([7], 0), 3))).toEqual([7, 7, 7]);
  });

  it('keeps the element type, and copies', () => {
    const x = Uint8Array.of(1, 2);
    const tiled = tile(x, 1);
    expectTypeOf(tiled).toEqualTypeOf<NdArray<Uint8Array<ArrayBuffer>>>();
    tiled.set(0, 9);
    expect(x[0]).toBe(1);
  });
});

describe('repeat', () => {
  it('has each element in a run of its own', () => {
    fc.assert(
      fc.property(arrays, fc.nat(2), count, (x, at, times) => {
        const axis = at % x.dimension;
        const slabs = Array.from({ length: x.shape[axis] }, (_, i) => expandDims(take(x, i, { axis }), axis));
        const runs = slabs.flatMap((slab) => new Array<typeof slab>(times).fill(slab));
        fc.pre(runs.length > 0);
        expect(repeat(x, times, { axis })).toEqual(concat(runs, { axis }));
      }),
    );
  });

  it('takes a count for each index, of any layout', () => {
    const counts = stridedArrays({ shape: [4], dtype: 'uint8', element: fc.nat(3) });
    fc.assert(
      fc.property(stridedArrays({ shape: [4, 2] }), counts, (x, each) => {
        const indices = Array.from(copy(each).data).flatMap((times, i) => new Array<number>(times).fill(i));
        expect(repeat(x, each)).toEqual(take(x, indices));
      }),
    );
  });

  it('does not see the layout', () => {
    fc.assert(
      fc.property(arrays, count, (x, times) => {
        expect(repeat(x, times, { axis: -1 })).toEqual(repeat(copy(x), times, { axis: -1 }));
      }),
    );
  });

  it('draws the ancestors that counts of offspring say', () => {
    const offspring = randint(1, 1500, { low: 0, high: 4 });
    const ancestors = repeat(arange(1500), offspring);
    const expected = [...offspring.data].flatMap((times, i) => new Array<number>(times).fill(i));
    expect([...ancestors.data]).toEqual(expected);
  });

  it('is a broadcast for one element', () => {
    expect(toNested(repeat([[1, 2]], 3))).toEqual(toNested(broadcastTo([1, 2], [3, 2])));
  });

  it('may leave nothing', () => {
    expect(repeat([1, 2], 0).shape).toEqual([0]);
    expect(repeat([], 3).shape).toEqual([0]);
    expect(repeat(Int32Array.of(1, 2), [0, 1]).data).toEqual(Int32Array.of(2));
  });
});

describe('errors', () => {
  it('refuses counts that are not integers ≥ 0', () => {
    expectFailure('domain', 'ndarray.repeat: expected counts to be integers ≥ 0, got -1', () =>
      repeat([1], -1),
    );
    expectFailure('domain', 'ndarray.repeat: expected counts to be integers ≥ 0, got 0.5', () =>
      repeat([1, 2], [1, 0.5]),
    );
    expectFailure('domain', 'ndarray.tile: expected counts to be integers ≥ 0, got -1', () => tile([1], -1));
  });

  it('refuses counts for another number of indices', () => {
    expectFailure(
      'shape',
      'ndarray.repeat: expected counts to be a number, or of shape [2] (one for each index on axis 0 of x), got shape [3]',
      () => repeat([1, 2], [1, 1, 1]),
    );
  });

  it('refuses an axis that is not there', () => {
    expectFailure('domain', 'ndarray.repeat: expected no axis (the array has rank 0), got 0', () =>
      repeat(slice([1], 0), 2),
    );
  });
});
