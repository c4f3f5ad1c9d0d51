import { add, copy, multiply, norm, toNested } from '@monge/ndarray';
import { allClose, assertAllClose, maxUlp, stridedArrays } from '@monge/ndarray/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectFailure } from '../failure.js';

const arrays = stridedArrays({ shape: [3, 4] });

describe.each([1, 2, Infinity])('of order %d', (ord) => {
  it('obeys the triangle inequality', () => {
    fc.assert(
      fc.property(arrays, arrays, (x, y) => {
        expect(norm(add(x, y), { ord })).toBeLessThanOrEqual(
          (norm(x, { ord }) + norm(y, { ord })) * (1 + 1e-15),
        );
      }),
    );
  });

  it('is homogeneous, up to the ends of the range of numbers', () => {
    const notTiny = fc.integer({ min: -1000, max: 1000 });
    const factor = fc.constantFrom(2 ** 1000, 2 ** 600, 2, 1, 0.5, 2 ** -600, 2 ** -1000);
    fc.assert(
      fc.property(stridedArrays({ shape: [3, 4], element: notTiny }), factor, (x, c) => {
        expect(allClose(norm(multiply(x, -c), { ord }), c * norm(x, { ord }), { rtol: 1e-15 })).toBe(true);
      }),
    );
  });

  it('does not see the layout', () => {
    fc.assert(
      fc.property(arrays, (x) => {
        expect(norm(x, { ord })).toBe(norm(copy(x), { ord }));
        expect(norm(x, { ord, axis: 0 })).toEqual(norm(copy(x), { ord, axis: 0 }));
      }),
    );
  });

  it('passes infinities and NaN on', () => {
    expect(norm([1, -Infinity], { ord })).toBe(Infinity);
    expect(norm([1, Number.NaN, 3], { ord })).toBe(Number.NaN);
  });

  it('of nothing is 0', () => {
    expect(norm([], { ord })).toBe(0);
    expect(norm([0, -0], { ord })).toBe(0);
  });
});

describe('oracles', () => {
  it('agrees with the formulas', () => {
    fc.assert(
      fc.property(arrays, (x) => {
        const values = [...copy(x).data];
        assertAllClose(norm(x), Math.hypot(...values), { rtol: 1e-14 });
        assertAllClose(
          norm(x, { ord: 1 }),
          values.reduce((s, v) => s + Math.abs(v), 0),
          { rtol: 1e-14 },
        );
        expect(norm(x, { ord: Infinity })).toBe(Math.max(...values.map(Math.abs)));
      }),
    );
  });
});

describe('edges', () => {
  it('neither overflows nor underflows', () => {
    expect(maxUlp(norm([3e200, 4e200]), 5e200)).toBeLessThanOrEqual(1);
    expect(norm([2 ** 600 * 3, 2 ** 600 * 4])).toBe(2 ** 600 * 5);
    assertAllClose(norm([3e-200, 4e-200]), 5e-200, { rtol: 1e-15 });
    // Their squares are there, but subnormal.
    assertAllClose(norm([3e-161, 4e-161]), 5e-161, { rtol: 1e-15 });
    expect(norm([5e-324, 0])).toBe(5e-324);
    expect(norm([1.7e308])).toBe(1.7e308);
  });

  it('works along axes', () => {
    expect(
      toNested(
        norm(
          [
            [3, 4],
            [5, 12],
          ],
          { axis: 1 },
        ),
      ),
    ).toEqual([5, 13]);
    expect(norm(Float32Array.of(3, 4), { axis: 0 }).dtype).toBe('float32');
  });
});

it('refuses another order', () => {
  expectFailure('domain', 'ndarray.norm: expected ord to be 1, 2 or Infinity, got 3', () =>
    norm([1], { ord: 3 }),
  );
});
