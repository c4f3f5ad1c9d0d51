import { flip, type NdArray, reshape, slice, toNested, transpose } from '@monge/ndarray';
import { shapes, stridedArrays } from '@monge/ndarray/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectFailure } from '../failure.js';

const flat = (x: NdArray) => [toNested(x)].flat(9);

/** All the shapes with lengths > 1 of so many elements, and one with ones among them. */
function shapesOf(size: number): number[][] {
  if (size === 1) return [[], [1], [1, 1]];
  const divisors = [...Array(size + 1).keys()].filter((d) => d > 1 && size % d === 0);
  return divisors.flatMap((d) =>
    d === size ? [[d], [1, d, 1]] : shapesOf(size / d).map((rest) => [d, ...rest]),
  );
}

describe('laws', () => {
  const twelve = fc.constantFrom(...shapesOf(12));

  it('keeps the elements in C order', () => {
    fc.assert(
      fc.property(
        twelve.chain((shape) => stridedArrays({ shape })),
        twelve,
        (x, shape) => {
          const y = reshape(x, shape);
          expect(y.shape).toEqual(shape);
          expect(flat(y)).toEqual(flat(x));
        },
      ),
    );
  });

  it('there and back is the array again', () => {
    fc.assert(
      fc.property(
        twelve.chain((shape) => stridedArrays({ shape })),
        twelve,
        (x, shape) => {
          expect(toNested(reshape(reshape(x, shape), x.shape))).toEqual(toNested(x));
        },
      ),
    );
  });

  it('splits any axis of any view without a copy', () => {
    fc.assert(
      fc.property(stridedArrays({ shape: [3, 4, 2] }), (x) => {
        const y = reshape(x, [3, 2, 2, 2]);
        expect(y.data).toBe(x.data);
        expect(flat(y)).toEqual(flat(x));
      }),
    );
  });

  it('makes any array flat', () => {
    fc.assert(
      fc.property(stridedArrays({ shape: shapes({ minLength: 1 }) }), (x) => {
        expect(toNested(reshape(x, [-1]))).toEqual(flat(x));
      }),
    );
  });
});

describe('views and copies', () => {
  const x = {
    data: Float64Array.from({ length: 24 }, (_, i) => i),
    shape: [2, 3, 4],
    stride: [12, 4, 1],
    offset: 0,
  };

  it('is a view of a packed array', () => {
    for (const shape of [[24], [4, 6], [3, 8], [2, 12], [1, 24, 1]])
      expect(reshape(x, shape).data).toBe(x.data);
  });

  it('is a view wherever the merged axes are evenly spaced', () => {
    expect(reshape(flip(x), [24])).toMatchObject({ data: x.data, stride: [-1], offset: 23 });
    expect(reshape(slice(x, null, null, [null, null, 2]), [12])).toMatchObject({ data: x.data, stride: [2] });
    expect(reshape(slice(x, null, [0, 2]), [2, 8]).data).toBe(x.data);
    expect(reshape(transpose(x, [0, 2, 1]), [2, 2, 2, 3]).data).toBe(x.data);
  });

  it('is a copy elsewhere', () => {
    for (const [view, shape] of [
      [transpose(x), [24]],
      [slice(x, null, [0, 2]), [16]],
      [flip(x, 0), [24]],
    ] as const) {
      const y = reshape(view, shape);
      expect(y.data).not.toBe(x.data);
      expect(flat(y)).toEqual(flat(view));
    }
  });
});

describe('edges', () => {
  it('moves between empty shapes', () => {
    expect(reshape(new Float64Array(0), [3, 0, 2]).shape).toEqual([3, 0, 2]);
    expect(reshape([[], []], [0]).shape).toEqual([0]);
  });

  it('moves between rank 0 and one element', () => {
    expect(toNested(reshape([[7]], []))).toBe(7);
    expect(reshape(reshape([7], []), [1, 1]).shape).toEqual([1, 1]);
  });
});

describe('errors', () => {
  it('refuses another number of elements', () => {
    const message = 'ndarray.reshape: expected a shape of 6 elements (x is [6]), got';
    const x = [1, 2, 3, 4, 5, 6];
    expectFailure('shape', `${message} [4, 2]`, () => reshape(x, [4, 2]));
    expectFailure('shape', `${message} [4, -1]`, () => reshape(x, [4, -1]));
    expectFailure('shape', `${message} [-1, -1]`, () => reshape(x, [-1, -1]));
    expectFailure('shape', `${message} [-2, -3]`, () => reshape(x, [-2, -3]));
    expectFailure('shape', `${message} [0, -1]`, () => reshape(x, [0, -1]));
  });
});
