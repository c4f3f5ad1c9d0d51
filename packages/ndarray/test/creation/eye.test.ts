import { eye, matmul, toNested } from '@monge/ndarray';
import { stridedArrays } from '@monge/ndarray/testing';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { expectFailure } from '../failure.js';

it('is neutral in products', () => {
  fc.assert(
    fc.property(stridedArrays({ shape: [3, 5] }), (x) => {
      expect(toNested(matmul(eye(3), x))).toEqual(toNested(x));
      expect(toNested(matmul(x, eye(5)))).toEqual(toNested(x));
    }),
  );
});

it('may have more or fewer columns than rows', () => {
  expect(toNested(eye(2, 3))).toEqual([
    [1, 0, 0],
    [0, 1, 0],
  ]);
  expect(toNested(eye(3, 1, { dtype: 'uint8' }))).toEqual([[1], [0], [0]]);
  expect(eye(0).shape).toEqual([0, 0]);
});

it('refuses sizes that are no integers ≥ 0', () => {
  expectFailure('shape', 'ndarray.eye: expected a shape of integers ≥ 0, got [2, -1]', () => eye(2, -1));
});
