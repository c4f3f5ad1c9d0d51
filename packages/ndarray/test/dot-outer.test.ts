import { copy, dot, matmul, outer, slice, sum, toNested } from '@monge/ndarray';
import { allClose, stridedArrays } from '@monge/ndarray/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { errorOfSum } from './exact-sum.js';
import { expectFailure } from './failure.js';

const vectors = stridedArrays({ shape: [6], element: fc.integer({ min: -1000, max: 1000 }) });

describe('dot', () => {
  it('is symmetric, bilinear, and the product of a row and a column', () => {
    fc.assert(
      fc.property(vectors, vectors, (a, b) => {
        expect(dot(a, b)).toBe(dot(b, a));
        expect(dot(a, b)).toBe(matmul(a, b).get());
        expect(dot(a, a)).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('adds up pairwise', () => {
    const tenths = new Float64Array(200_000).fill(0.1);
    expect(errorOfSum(dot(tenths, new Float32Array(200_000).fill(1)), tenths)).toBeLessThan(1e-11);
  });

  it('of nothing is 0', () => {
    expect(dot([], [])).toBe(0);
  });

  it('refuses anything but two vectors of one length', () => {
    const message = 'ndarray.dot: expected two vectors of one length, got shapes';
    const remedy = 'use matmul for matrices';
    expectFailure('shape', `${message} [2] and [3]; ${remedy}`, () => dot([1, 2], [1, 2, 3]));
    expectFailure('shape', `${message} [1, 2] and [2]; ${remedy}`, () => dot([[1, 2]], [1, 2]));
    expectFailure('shape', `${message} [] and []; ${remedy}`, () => dot(slice([1], 0), slice([1], 0)));
  });
});

describe('outer', () => {
  it('has a row for each element of the first', () => {
    fc.assert(
      fc.property(vectors, stridedArrays({ shape: [4] }), (a, b) => {
        const c = outer(a, b);
        expect(c.shape).toEqual([6, 4]);
        copy(c).data.forEach((value, i) => {
          expect(value).toBe(a.get(Math.floor(i / 4)) * b.get(i % 4));
        });
        expect(allClose(sum(c), sum(a) * sum(b), { rtol: 1e-12, atol: 1e-6 })).toBe(true);
      }),
    );
  });

  it('keeps float32', () => {
    expect(outer(Float32Array.of(1), Float32Array.of(2)).dtype).toBe('float32');
    expect(toNested(outer([1, 2], []))).toEqual([[], []]);
  });

  it('refuses anything but vectors', () => {
    expectFailure('shape', 'ndarray.outer: expected two vectors, got shapes [1, 1] and [1]', () =>
      outer([[1]], [1]),
    );
  });
});
