import { copy, type NdArray, sum, take, toNested, unique } from '@monge/ndarray';
import { assertAllClose, floats, stridedArrays } from '@monge/ndarray/testing';
import { randint } from '@monge/random';
import fc from 'fast-check';
import { describe, expect, expectTypeOf, it } from 'vitest';

const element = fc.oneof(fc.integer({ min: -3, max: 3 }), floats({ exceptional: true }));
const arrays = stridedArrays({ element });

describe('laws', () => {
  it('gives the array again, taken by the inverse', () => {
    fc.assert(
      fc.property(arrays, (x) => {
        const { values, inverse } = unique(x);
        expect(inverse.shape).toEqual(x.shape);
        assertAllClose(take(values, inverse), x, { rtol: 0 });
      }),
    );
  });

  it('has the values ascend without a repetition, and counts each one', () => {
    fc.assert(
      fc.property(arrays, (x) => {
        const { values, counts } = unique(x);
        // A set has one 0 and one NaN as well.
        const distinct = Float64Array.from(new Set(copy(x).data)).sort();
        expect(toNested(values)).toEqual([...distinct]);
        expect(sum(counts)).toBe(x.size);
        values.data.forEach((value, k) => {
          const same = copy(x).data.filter(
            (own) => own === value || (Number.isNaN(own) && Number.isNaN(value)),
          );
          expect(counts.data[k]).toBe(same.length);
        });
      }),
    );
  });

  it('does not see the layout', () => {
    fc.assert(
      fc.property(stridedArrays({ dtype: 'int32', element: fc.integer({ min: -2, max: 2 }) }), (x) => {
        expect(unique(x)).toEqual(unique(copy(x)));
      }),
    );
  });
});

describe('oracles', () => {
  it('counts many draws as a table does', () => {
    const draws = randint(1, [50, 40], { low: -5, high: 6 });
    const table = new Map<number, number>();
    for (const draw of draws.data) table.set(draw, (table.get(draw) ?? 0) + 1);
    const { values, counts } = unique(draws);
    expect(toNested(values)).toEqual([-5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5]);
    expect(toNested(counts)).toEqual([...values.data].map((value) => table.get(value)));
  });

  it('agrees with NumPy, but that 0 is not negative', () => {
    const { values, counts, inverse } = unique([3, Number.NaN, -0, 1, Number.NaN, 3, 0]);
    expect(toNested(values)).toEqual([0, 1, 3, Number.NaN]);
    expect(toNested(counts)).toEqual([2, 1, 2, 2]);
    expect(toNested(inverse)).toEqual([2, 3, 0, 1, 3, 2, 0]);
  });
});

describe('edges', () => {
  it('keeps the element type', () => {
    const { values, counts } = unique(Uint32Array.of(2 ** 32 - 1, 0, 2 ** 32 - 1));
    expectTypeOf(values).toEqualTypeOf<NdArray<Uint32Array<ArrayBuffer>>>();
    expect(values.data).toEqual(Uint32Array.of(0, 2 ** 32 - 1));
    expect(counts.dtype).toBe('int32');
  });

  it('finds nothing in nothing', () => {
    const { values, counts, inverse } = unique([[], []]);
    expect(values.shape).toEqual([0]);
    expect(counts.shape).toEqual([0]);
    expect(inverse.shape).toEqual([2, 0]);
  });
});
