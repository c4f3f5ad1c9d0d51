import { add, array, copy, multiply, std, toNested, transpose, variance } from '@monge/ndarray';
import { allClose, assertAllClose, floats, shapes, stridedArrays } from '@monge/ndarray/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectFailure } from '../failure.js';

const integers = fc.integer({ min: -1000, max: 1000 });

describe('laws', () => {
  it('is (n Σx² − (Σx)²) / n², which integers compute exactly', () => {
    fc.assert(
      fc.property(fc.array(integers, { minLength: 1, maxLength: 300 }), (values) => {
        const n = values.length;
        const total = values.reduce((s, x) => s + x, 0);
        const squares = values.reduce((s, x) => s + x * x, 0);
        assertAllClose(variance(values), (n * squares - total ** 2) / n ** 2, { rtol: 1e-13, atol: 1e-13 });
      }),
    );
  });

  it('does not see a shift, not even a large one', () => {
    fc.assert(
      fc.property(stridedArrays({ shape: [40], element: integers }), (x) => {
        expect(allClose(variance(add(x, 2 ** 40)), variance(x), { rtol: 1e-9 })).toBe(true);
      }),
    );
  });

  it('scales with the square', () => {
    fc.assert(
      fc.property(stridedArrays({ shape: shapes({ minLength: 1 }) }), (x) => {
        expect(variance(multiply(x, -4))).toBe(16 * variance(x));
        expect(std(x)).toBe(Math.sqrt(variance(x)));
      }),
    );
  });

  it('is never negative, and does not see the layout', () => {
    fc.assert(
      fc.property(stridedArrays({ shape: [3, 5], element: floats({ min: 1e8, max: 1e8 + 1 }) }), (x) => {
        expect(variance(x)).toBeGreaterThanOrEqual(0);
        expect(variance(x)).toBe(variance(copy(x)));
        expect(variance(x, { axis: 0 })).toEqual(variance(copy(transpose(x)), { axis: 1 }));
      }),
    );
  });
});

describe('edges', () => {
  it('corrects for a mean that is no number', () => {
    assertAllClose(variance([2 ** 53, 2 ** 53 + 2, 2 ** 53 + 2]), 8 / 9, { rtol: 1e-15 });
  });

  it('divides by n − ddof', () => {
    expect(variance([1, 2, 3, 4], { ddof: 1 })).toBe(5 / 3);
    expect(
      toNested(
        variance(
          [
            [1, 3],
            [2, 6],
          ],
          { axis: 1, ddof: 1 },
        ),
      ),
    ).toEqual([2, 8]);
    expect(std([0, 0, 6, 6], { ddof: 0.25 })).toBe(Math.sqrt(36 / 3.75));
  });

  it('is 0 for one element, and float32 for float32', () => {
    expect(variance([5])).toBe(0);
    expect(variance(Float32Array.of(0.1, 0.2), { axis: 0 }).dtype).toBe('float32');
    expect(variance(array([1, 2], { dtype: 'uint8' }))).toBe(0.25);
  });

  it('is NaN where an element is not finite', () => {
    expect(variance([1, Infinity])).toBe(Number.NaN);
    expect(variance([1, Number.NaN])).toBe(Number.NaN);
  });
});

describe('errors', () => {
  it('refuses fewer elements than degrees of freedom', () => {
    expectFailure(
      'shape',
      'ndarray.variance: expected at least 2 elements along the reduced axes, got 1 (x has shape [1])',
      () => variance([5], { ddof: 1 }),
    );
    expectFailure(
      'shape',
      'ndarray.std: expected at least 1 element along the reduced axes, got 0 (x has shape [0, 3])',
      () => std({ data: new Float64Array(0), shape: [0, 3], stride: [3, 1], offset: 0 }, { axis: 0 }),
    );
  });

  it('refuses a ddof that makes no sense', () => {
    expectFailure('domain', 'ndarray.variance: expected a finite ddof ≥ 0, got -1', () =>
      variance([1, 2], { ddof: -1 }),
    );
  });
});
