import { all, any, copy, equal, subtract, toNested } from '@monge/ndarray';
import { stridedArrays } from '@monge/ndarray/testing';
import fc from 'fast-check';
import { describe, expect, expectTypeOf, it } from 'vitest';

const masks = stridedArrays({ dtype: 'uint8', element: fc.constantFrom(0, 1, 1, 1) });

describe('laws', () => {
  it('answer as the methods of lists do', () => {
    fc.assert(
      fc.property(masks, (x) => {
        const values = [...copy(x).data];
        expect(any(x)).toBe(values.some(Boolean));
        expect(all(x)).toBe(values.every(Boolean));
      }),
    );
  });

  it('exchange under negation', () => {
    fc.assert(
      fc.property(masks, (x) => {
        expect(any(x)).toBe(!all(equal(x, 0)));
        for (let axis = 0; axis < x.dimension; axis++) {
          expect(toNested(any(x, { axis }))).toEqual(toNested(subtract(1, all(equal(x, 0), { axis }))));
        }
      }),
    );
  });
});

describe('edges', () => {
  it('of no elements are false and true', () => {
    expect([any([]), all([])]).toEqual([false, true]);
    expect(toNested(all([[], []], { axis: 1 }))).toEqual([1, 1]);
  });

  it('count NaN as true, −0 as false', () => {
    expect([all([Number.NaN]), any([-0])]).toEqual([true, false]);
  });

  it('give uint8 along an axis', () => {
    const rows = any(
      [
        [0, 0],
        [0, 2],
      ],
      { axis: 1 },
    );
    expect(rows.data).toEqual(Uint8Array.of(0, 1));
    expectTypeOf(any([1])).toBeBoolean();
  });
});
