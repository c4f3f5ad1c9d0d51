import {
  copy,
  flip,
  max,
  median,
  min,
  type NdArray,
  neg,
  quantile,
  slice,
  sort,
  toNested,
} from '@monge/ndarray';
import { assertAllClose, floats, shapes, stridedArrays } from '@monge/ndarray/testing';
import { normal } from '@monge/random';
import fc from 'fast-check';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { expectFailure } from '../failure.js';

const arrays = stridedArrays({ shape: shapes({ minLength: 1 }) });
const level = floats({ min: 0, max: 1 });

describe('laws', () => {
  it('goes from the smallest element to the largest', () => {
    fc.assert(
      fc.property(arrays, (x) => {
        expect(quantile(x, 0)).toBe(min(x));
        expect(quantile(x, 1)).toBe(max(x));
      }),
    );
  });

  it('ascends with the level', () => {
    fc.assert(
      fc.property(arrays, level, level, (x, p, q) => {
        expect(quantile(x, Math.min(p, q))).toBeLessThanOrEqual(quantile(x, Math.max(p, q)));
      }),
    );
  });

  it('is an element where q·(n − 1) is an integer', () => {
    fc.assert(
      fc.property(stridedArrays({ shape: [9] }), fc.nat(8), (x, i) => {
        expect(quantile(x, i / 8)).toBe(sort(x).get(i));
      }),
    );
  });

  it('has the negated array the other way round', () => {
    fc.assert(
      fc.property(arrays, (x) => {
        assertAllClose(median(neg(x)), -median(x), { rtol: 1e-14, atol: 1e-300 });
        const levels = [0, 0.25, 0.5, 0.75, 1];
        assertAllClose(quantile(neg(x), levels), neg(flip(quantile(x, levels))), {
          rtol: 1e-12,
          atol: 1e-12,
        });
      }),
    );
  });

  it('agrees over every choice of axes with the slices one by one', () => {
    fc.assert(
      fc.property(stridedArrays({ shape: [3, 4, 2] }), level, (x, q) => {
        const rows = quantile(x, q, { axis: [0, 2] });
        const planes = quantile(x, q, { axis: [-2, -1], keepDims: true });
        expect(rows.shape).toEqual([4]);
        expect(planes.shape).toEqual([3, 1, 1]);
        for (let j = 0; j < 4; j++) expect(rows.get(j)).toBe(quantile(slice(x, null, j), q));
        for (let i = 0; i < 3; i++) expect(planes.get(i, 0, 0)).toBe(quantile(slice(x, i), q));
      }),
    );
  });

  it('puts the axes of the levels first', () => {
    fc.assert(
      fc.property(
        stridedArrays({ shape: [3, 4] }),
        stridedArrays({ shape: [2, 3], element: level }),
        (x, q) => {
          const all = quantile(x, q, { axis: 1 });
          expect(all.shape).toEqual([2, 3, 3]);
          for (let i = 0; i < 2; i++) {
            for (let j = 0; j < 3; j++) {
              expect(toNested(slice(all, i, j))).toEqual(toNested(quantile(x, q.get(i, j), { axis: 1 })));
            }
          }
          expect(quantile(x, q, { keepDims: true }).shape).toEqual([2, 3, 1, 1]);
        },
      ),
    );
  });

  it('does not see the layout', () => {
    fc.assert(
      fc.property(stridedArrays({ shape: [5, 3], dtype: 'float32' }), level, (x, q) => {
        expect(quantile(x, q, { axis: 0 })).toEqual(quantile(copy(x), q, { axis: 0 }));
        expect(median(x)).toBe(quantile(copy(x), 0.5));
      }),
    );
  });
});

describe('oracles', () => {
  const x = [
    [3.5, -1.25, 7, 0.1, 2],
    [9, 4, -6, 8.75, 1],
    [0.3, 5, 2.5, -3, 6],
  ];

  it('agrees with NumPy', () => {
    const levels = [0, 0.1, 1 / 3, 0.5, 0.875, 1];
    assertAllClose(quantile(x, levels), [-6, -2.3, 0.7666666666666663, 2.5, 7.4375, 9], { rtol: 1e-14 });
    assertAllClose(
      quantile(x, levels, { axis: 0 }),
      [
        [0.3, -1.25, -6, -3, 1],
        [0.94, -0.2, -4.3, -2.38, 1.2],
        [2.433333333333333, 2.25, -0.3333333333333335, -0.9333333333333335, 1.6666666666666665],
        [3.5, 4, 2.5, 0.1, 2],
        [7.625, 4.75, 5.875, 6.5875, 5],
        [9, 5, 7, 8.75, 6],
      ],
      { rtol: 1e-14 },
    );
    assertAllClose(quantile(x, 0.1, { axis: 1 }), [-0.71, -3.1999999999999997, -1.68], { rtol: 1e-14 });
  });

  it('of a normal sample is near the quantile of the normal distribution', () => {
    // The 0.8413-quantile of 40 000 draws has a standard deviation of 0.0075: a false alarm once in 10⁷.
    const draws = normal(1, 40_000);
    expect(Math.abs(quantile(draws, 0.8413447460685429) - 1)).toBeLessThan(0.04);
    expect(Math.abs(median(draws))).toBeLessThan(0.035);
  });
});

describe('edges', () => {
  it('is NaN where an element is', () => {
    expect(median([1, Number.NaN, 2])).toBe(Number.NaN);
    expect(
      toNested(
        quantile(
          [
            [1, Number.NaN],
            [2, 3],
          ],
          0,
          { axis: 1 },
        ),
      ),
    ).toEqual([Number.NaN, 2]);
  });

  it('keeps infinities what they are', () => {
    const x = [-Infinity, 0, 1, Infinity];
    expect(toNested(quantile(x, [0, 0.25, 0.5, 0.9, 1]))).toEqual([
      -Infinity,
      -Infinity,
      0.5,
      Infinity,
      Infinity,
    ]);
    expect(median([Infinity, Infinity])).toBe(Infinity);
    expect(median([-Infinity, Infinity])).toBe(Number.NaN);
  });

  it('does not overflow', () => {
    expect(median([-1.5e308, 1.5e308])).toBe(0);
    expect(quantile([-1.5e308, 1.5e308], 0.75)).toBe(0.75e308);
  });

  it('gives a number for one level, float32 for float32', () => {
    const single = Float32Array.of(1, 2);
    expectTypeOf(quantile(single, 0.3)).toEqualTypeOf<number>();
    expect(quantile(single, 0.3)).toBe(1.3);
    expectTypeOf(quantile(single, [0.3])).toEqualTypeOf<NdArray<Float32Array>>();
    expect(quantile(single, [0.3]).data).toEqual(Float32Array.of(1.3));
    expect(median(single, { axis: 0 }).dtype).toBe('float32');
    expect(median(Int32Array.of(1, 2), { keepDims: true }).data).toEqual(Float64Array.of(1.5));
  });

  it('reduces no lanes to nothing', () => {
    expect(quantile([[], []], 0.5, { axis: 0 }).shape).toEqual([0]);
    expect(quantile([1, 2], []).shape).toEqual([0]);
  });
});

describe('errors', () => {
  it('refuses a level outside [0, 1]', () => {
    expectFailure('domain', 'ndarray.quantile: expected q in [0, 1], got 1.5', () => quantile([1], 1.5));
    expectFailure('domain', 'ndarray.quantile: expected q in [0, 1], got NaN', () =>
      quantile([1], [0, Number.NaN]),
    );
  });

  it('refuses to choose from nothing', () => {
    const got = 'expected at least 1 element along the reduced axes, got 0 (x has shape [0])';
    expectFailure('shape', `ndarray.quantile: ${got}`, () => quantile([], 0.5));
    expectFailure('shape', `ndarray.median: ${got}`, () => median([]));
  });

  it('refuses an axis that is not there', () => {
    expectFailure('domain', 'ndarray.quantile: expected an axis in [-1, 1), got 1', () =>
      quantile([1], 0.5, { axis: 1 }),
    );
  });
});
