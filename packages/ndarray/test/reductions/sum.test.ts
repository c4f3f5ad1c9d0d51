import {
  add,
  array,
  copy,
  flip,
  fromData,
  mean,
  multiply,
  prod,
  reshape,
  sum,
  toNested,
  transpose,
  zeros,
} from '@monge/ndarray';
import { assertAllClose, floats, layouts, stridedArrays } from '@monge/ndarray/testing';
import { uniform } from '@monge/random';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { errorOfSum } from '../exact-sum.js';
import { expectFailure } from '../failure.js';

const integers = fc.integer({ min: -1000, max: 1000 });

describe('laws', () => {
  it('of sums are those of addition, exactly on integers', () => {
    const arrays = stridedArrays({ shape: [3, 4, 2], element: integers });
    fc.assert(
      fc.property(arrays, arrays, integers, (x, y, c) => {
        expect(sum(add(x, y))).toBe(sum(x) + sum(y));
        expect(sum(multiply(c, x))).toBe(c * sum(x) + 0);
        expect(sum(sum(x, { axis: [0, 2] }))).toBe(sum(x));
        expect(toNested(sum(sum(x, { axis: 0 }), { axis: 1 }))).toEqual(toNested(sum(x, { axis: [2, 0] })));
        expect(toNested(sum(transpose(x), { axis: 0 }))).toEqual(toNested(transpose(sum(x, { axis: 2 }))));
        expect(mean(x)).toBe(sum(x) / 24);
      }),
    );
  });
});

describe('rounding', () => {
  const draws = uniform(7, [100_003], { low: -1, high: 1 }).data;
  const scaled = draws.map((x, i) => x * 10 ** (i % 17));

  // The unit roundoff, times the additions that an element takes part in: 32 and 2 in a block, then the halvings.
  const bound = (values: Float64Array) =>
    2 ** -53 * (34 + Math.ceil(Math.log2(values.length / 64))) * values.reduce((s, x) => s + Math.abs(x), 0);

  it.each([1, 2, 3, 4, 127, 128, 129, 255, 1000, 100_003])(
    'of %i terms stays below the bound of pairwise sums',
    (n) => {
      for (const values of [draws.subarray(0, n), scaled.subarray(0, n)]) {
        expect(errorOfSum(sum(values), values)).toBeLessThanOrEqual(bound(values));
      }
    },
  );

  it('is far smaller than that of a loop', () => {
    const tenths = new Float64Array(200_000).fill(0.1);
    const loop = tenths.reduce((s, x) => s + x, 0);
    expect(errorOfSum(loop, tenths)).toBeGreaterThan(1e-9);
    expect(errorOfSum(sum(tenths), tenths)).toBeLessThan(1e-11);
  });

  it('adds float32 numbers in float64', () => {
    const tenths = new Float32Array(200_000).fill(0.1);
    expect(sum(tenths)).toBe(sum(Float64Array.from(tenths)));
    expect(toNested(sum(tenths, { axis: 0 }))).toBe(Math.fround(sum(tenths)));
  });

  const packed = reshape(scaled.slice(0, 37 * 51), [37, 51]);
  it.each(layouts(packed.data, packed.shape))(
    'is the same to the last bit for one laid out $name',
    ({ array: view }) => {
      expect(sum(view)).toBe(sum(packed));
      for (const axis of [0, 1]) expect(sum(view, { axis })).toEqual(sum(packed, { axis }));
    },
  );
});

describe('many lanes, side by side', () => {
  it.each([
    [1500, 3],
    [3, 1500],
    [40, 41],
  ])('are summed right at shape [%i, %i]', (m, n) => {
    const x = reshape(
      Float64Array.from({ length: m * n }, (_, i) => i),
      [m, n],
    );
    const columns = Array.from({ length: n }, (_, j) => m * j + (n * m * (m - 1)) / 2);
    const rows = Array.from({ length: m }, (_, i) => n * n * i + (n * (n - 1)) / 2);
    expect(toNested(sum(x, { axis: 0 }))).toEqual(columns);
    expect(toNested(sum(x, { axis: 1 }))).toEqual(rows);
    expect(toNested(sum(flip(transpose(x)), { axis: 1 }))).toEqual(columns.toReversed());
    expect(toNested(sum(array(x, { dtype: 'int32' }), { axis: 0 }))).toEqual(columns);
  });
});

describe('prod', () => {
  it('of integers is exact while they are small', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -9, max: 9 }), { maxLength: 12 }), (values) => {
        const exact = values.reduce((product, value) => product * BigInt(value), 1n);
        expect(BigInt(prod(values))).toBe(exact);
      }),
    );
  });

  it('does not see the layout', () => {
    fc.assert(
      fc.property(stridedArrays({ element: floats({ min: -2, max: 2 }) }), (x) => {
        expect(prod(x)).toBe(prod(copy(x)));
      }),
    );
  });
});

describe('edges', () => {
  it('gives the identity for no elements', () => {
    expect(sum([])).toBe(0);
    expect(prod([])).toBe(1);
    expect(toNested(sum([[], []], { axis: 1 }))).toEqual([0, 0]);
    expect(toNested(prod([[], []], { axis: 1 }))).toEqual([1, 1]);
    expect(sum([[], []], { axis: 0 }).shape).toEqual([0]);
  });

  it('reduces a number to itself', () => {
    const seven = fromData(Float64Array.of(7), []);
    expect(sum(seven)).toBe(7);
    expect(toNested(sum(seven, { axis: [] }))).toBe(7);
  });

  it('over no axes is the array', () => {
    expect(toNested(sum([1, 2, 3], { axis: [] }))).toEqual([1, 2, 3]);
  });

  it('keeps the axes when told to', () => {
    const x = [
      [1, 2, 3],
      [4, 5, 6],
    ];
    expect(toNested(sum(x, { axis: 1, keepDims: true }))).toEqual([[6], [15]]);
    expect(toNested(sum(x, { axis: [0, 1], keepDims: true }))).toEqual([[21]]);
    expect(toNested(sum(x, { keepDims: true }))).toEqual([[21]]);
    assertAllClose(sum(add(x, mean(x, { axis: -1, keepDims: true }))), 42);
  });

  it('passes infinities and NaN on', () => {
    expect(sum([1, Infinity, 2])).toBe(Infinity);
    expect(sum([Infinity, -Infinity])).toBe(Number.NaN);
    expect(mean([1, Number.NaN])).toBe(Number.NaN);
  });
});

describe('errors', () => {
  it('refuses axes that are not there', () => {
    expectFailure('domain', 'ndarray.sum: expected an axis in [-2, 2), got 2', () => sum([[1]], { axis: 2 }));
    expectFailure('domain', 'ndarray.sum: expected each axis once, got [0, -2]', () =>
      sum([[1]], { axis: [0, -2] }),
    );
  });

  it('refuses the mean of nothing', () => {
    expectFailure(
      'shape',
      'ndarray.mean: expected at least 1 element along the reduced axes, got 0 (x has shape [0])',
      () => mean([]),
    );
    expectFailure(
      'shape',
      'ndarray.mean: expected at least 1 element along the reduced axes, got 0 (x has shape [2, 0])',
      () => mean([[], []], { axis: 1 }),
    );
    expect(mean([[], []], { axis: 0 }).shape).toEqual([0]);
    expect(mean(zeros([0, 0]), { axis: 1 }).shape).toEqual([0]);
  });
});
