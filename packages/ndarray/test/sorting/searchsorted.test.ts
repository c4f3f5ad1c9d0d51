import { add, copy, cumsum, type NdArray, searchsorted, sort, toNested } from '@monge/ndarray';
import { floats, stridedArrays } from '@monge/ndarray/testing';
import { uniform } from '@monge/random';
import fc from 'fast-check';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { expectFailure } from '../failure.js';

const element = fc.oneof(fc.integer({ min: -3, max: 3 }), floats({ exceptional: true }));
const lengths = fc.integer({ min: 0, max: 12 }).map((n) => [n]);
const vectors = stridedArrays({ shape: lengths, element });

describe('laws', () => {
  it('counts the elements that are less, or not greater', () => {
    fc.assert(
      fc.property(vectors, stridedArrays({ element }), (x, values) => {
        const sorted = sort(x);
        const left = searchsorted(sorted, values);
        const right = searchsorted(sorted, values, { side: 'right' });
        expect(left.shape).toEqual(values.shape);
        copy(values).data.forEach((value, i) => {
          const greatest = Number.isNaN(value);
          const less = sorted.data.filter((own) => own < value || (greatest && !Number.isNaN(own)));
          const notGreater = sorted.data.filter((own) => own <= value || greatest);
          expect(left.data[i]).toBe(less.length);
          expect(right.data[i]).toBe(notGreater.length);
        });
      }),
    );
  });

  it('does not see the layout', () => {
    const step = fc.constantFrom(-3, -1, 2);
    fc.assert(
      fc.property(vectors, element, step, (x, value, by) => {
        const { data } = sort(x);
        const [n, gap] = [data.length, Math.abs(by)];
        const apart = new Float64Array(n * gap + 1).fill(Number.NaN);
        const offset = by < 0 ? n * gap : 0;
        for (let i = 0; i < n; i++) apart[offset + i * by] = data[i];
        expect(searchsorted({ data: apart, shape: [n], stride: [by], offset }, value)).toBe(
          searchsorted(data, value),
        );
      }),
    );
  });
});

describe('oracles', () => {
  it('inverts a cumulative sum', () => {
    const weights = uniform(1, 1500, { low: 0.1, high: 1 });
    const ends = cumsum(weights);
    const indices = [...ends.data.keys()];
    expect(toNested(searchsorted(ends, ends))).toEqual(indices);
    expect(toNested(searchsorted(ends, ends, { side: 'right' }))).toEqual(indices.map((i) => i + 1));
    expect(toNested(searchsorted(ends, add(ends, -0.05)))).toEqual(indices);
  });

  it('agrees with NumPy', () => {
    const sorted = [1, 2, 2, 3, Number.NaN];
    const values = [0, 1, 2, 2.5, 3, 9, Number.NaN];
    expect(toNested(searchsorted(sorted, values))).toEqual([0, 0, 1, 3, 3, 4, 4]);
    expect(toNested(searchsorted(sorted, values, { side: 'right' }))).toEqual([0, 1, 3, 3, 4, 4, 5]);
  });
});

describe('edges', () => {
  it('gives a number for a number, int32 of the shape of an array', () => {
    expectTypeOf(searchsorted([1], 2)).toEqualTypeOf<number>();
    const places = searchsorted(Float32Array.of(0.5, 1.5), [[1, 2]]);
    expectTypeOf(places).toEqualTypeOf<NdArray<Int32Array>>();
    expect(places.dtype).toBe('int32');
    expect(toNested(places)).toEqual([[1, 2]]);
  });

  it('puts everything first in nothing', () => {
    expect(searchsorted([], Number.NaN)).toBe(0);
    expect(searchsorted([], 1, { side: 'right' })).toBe(0);
    expect(searchsorted([1], []).shape).toEqual([0]);
  });

  it('holds 0 and −0 for equal', () => {
    expect(searchsorted([-0, 0], 0)).toBe(0);
    expect(searchsorted([-0, 0], -0, { side: 'right' })).toBe(2);
  });
});

it('refuses what is not a vector', () => {
  expectFailure('shape', 'ndarray.searchsorted: expected sorted to be a vector, got shape [1, 2]', () =>
    searchsorted([[1, 2]], 1),
  );
});
