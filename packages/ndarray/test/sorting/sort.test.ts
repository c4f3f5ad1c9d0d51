import {
  arange,
  argsort,
  broadcastTo,
  copy,
  flip,
  gather,
  type NdArray,
  slice,
  sort,
  take,
  toNested,
  transpose,
} from '@monge/ndarray';
import { assertAllClose, floats, layouts, shapes, stridedArrays } from '@monge/ndarray/testing';
import { normal, randint } from '@monge/random';
import fc from 'fast-check';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { expectFailure } from '../failure.js';

/** Few different numbers, so that many are equal, and all the exceptional ones. */
const element = fc.oneof(fc.integer({ min: -3, max: 3 }), floats({ exceptional: true }));
const arrays = stridedArrays({ shape: shapes({ minRank: 1 }), element });
const axis = fc.nat(3);

/** Ascending, NaN last; 0 and −0 are equal. */
function compare(a: number, b: number): number {
  return Number(Number.isNaN(a)) - Number(Number.isNaN(b)) || Number(a > b) - Number(a < b);
}

/** Tells −0 from 0, too. */
function compareExactly(a: number, b: number): number {
  return compare(a, b) || Number(Object.is(b, -0)) - Number(Object.is(a, -0));
}

/** The stable order by the definition: the sort of plain arrays is stable. */
function orderOf(values: ArrayLike<number>): number[] {
  return Array.from(values, (_, i) => i).sort((i, j) => compare(values[i], values[j]));
}

describe('laws', () => {
  it('has the elements of every lane ascend, −0 before 0, NaN last', () => {
    fc.assert(
      fc.property(arrays, axis, (x, at) => {
        const along = at % x.dimension;
        const alongLast = [...x.shape.keys()].filter((own) => own !== along).concat(along);
        const [before, after] = [x, sort(x, { axis: along })].map(
          (own) => copy(transpose(own, alongLast)).data,
        );
        const length = x.shape[along];
        for (let i = 0; i < x.size; i += length) {
          const expected = [...before.subarray(i, i + length)].sort(compareExactly);
          expect([...after.subarray(i, i + length)]).toEqual(expected);
        }
      }),
    );
  });

  it('is what gathers in the order of argsort', () => {
    fc.assert(
      fc.property(arrays, axis, (x, at) => {
        const along = { axis: at % x.dimension };
        assertAllClose(gather(x, argsort(x, along), along), sort(x, along), { rtol: 0 });
      }),
    );
  });

  it('has a stable order', () => {
    fc.assert(
      fc.property(stridedArrays({ shape: [40], element }), (x) => {
        expect(toNested(argsort(x))).toEqual(orderOf(copy(x).data));
      }),
    );
  });

  it('leaves alone what is sorted', () => {
    fc.assert(
      fc.property(arrays, (x) => {
        const sorted = sort(x);
        expect(sort(sorted)).toEqual(sorted);
        const inOrder = broadcastTo(arange(x.shape.at(-1)!), x.shape);
        expect(toNested(argsort(sorted))).toEqual(toNested(inOrder));
      }),
    );
  });

  it('does not see the layout', () => {
    fc.assert(
      fc.property(arrays, axis, (x, at) => {
        const along = { axis: at % x.dimension };
        expect(sort(x, along)).toEqual(sort(copy(x), along));
        expect(argsort(x, along)).toEqual(argsort(copy(x), along));
      }),
    );
  });
});

describe('oracles', () => {
  // Around the lengths at which the method changes, and such as do not fill their last block.
  it.each([1, 2, 16, 17, 33, 511, 512, 513, 1000, 5000])('orders %d numbers as the definition does', (n) => {
    const many = normal(1, n, { std: 1e3 }).data;
    const few = randint(2, n, { low: -4, high: 4 }).data;
    const single = normal(3, n, { dtype: 'float32' }).data;
    const exceptions = new Map([
      [0, 0],
      [1, -0],
      [2, Infinity],
      [3, -Infinity],
      [-4, Number.NaN],
    ]);
    const exceptional = Float64Array.from(few, (value, i) => exceptions.get(value) ?? many[i]);
    for (const values of [many, few, single, exceptional, sort(many).data, flip(sort(many))]) {
      const expected = orderOf(copy(values).data);
      expect([...argsort(values).data]).toEqual(expected);
      assertAllClose(take(values, expected), sort(values), { rtol: 0 });
    }
  });

  it('orders a long axis of any layout', () => {
    const { data } = normal(4, [700, 3]);
    for (const { array } of layouts(data, [700, 3])) {
      const order = argsort(array, { axis: 0 });
      for (let j = 0; j < 3; j++) {
        expect([...copy(slice(order, null, j)).data]).toEqual(orderOf(copy(slice(array, null, j)).data));
      }
    }
  });

  it('agrees with NumPy (argsort, kind stable)', () => {
    const x = [2, Number.NaN, -0, 1, Number.NaN, 0, -Infinity, 1];
    expect(toNested(argsort(x))).toEqual([6, 2, 5, 3, 7, 0, 1, 4]);
  });
});

describe('edges', () => {
  it('keeps the element type; the order is int32', () => {
    const bytes = sort(Uint8Array.of(200, 3, 100));
    expectTypeOf(bytes).toEqualTypeOf<NdArray<Uint8Array<ArrayBuffer>>>();
    expect(bytes.data).toEqual(Uint8Array.of(3, 100, 200));
    expect(sort(Uint32Array.of(2 ** 32 - 1, 5)).data).toEqual(Uint32Array.of(5, 2 ** 32 - 1));
    expect(sort(Int32Array.of(4, -(2 ** 31))).data).toEqual(Int32Array.of(-(2 ** 31), 4));
    expect(sort(Float32Array.of(1, 0.1)).data).toEqual(Float32Array.of(0.1, 1));
    expectTypeOf(argsort([1])).toEqualTypeOf<NdArray<Int32Array>>();
    expect(argsort([1]).dtype).toBe('int32');
  });

  it('leaves its argument alone', () => {
    const x = Float64Array.of(3, 1, 2);
    sort(x);
    argsort(x);
    expect([...x]).toEqual([3, 1, 2]);
  });

  it('of nothing is nothing', () => {
    expect(sort([]).shape).toEqual([0]);
    expect(argsort([[], []], { axis: 0 }).shape).toEqual([2, 0]);
    expect(argsort([[], []]).shape).toEqual([2, 0]);
  });
});

it('refuses an axis that is not there', () => {
  expectFailure('domain', 'ndarray.sort: expected an axis in [-1, 1), got 1', () => sort([1], { axis: 1 }));
  expectFailure('domain', 'ndarray.argsort: expected no axis (the array has rank 0), got -1', () =>
    argsort(slice([1], 0)),
  );
});
