import { toNested, transpose } from '@monge/ndarray';
import { stridedArrays } from '@monge/ndarray/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectFailure } from '../failure.js';

const arrays = stridedArrays({ shape: [2, 3, 4] });
const permutation = fc.shuffledSubarray([0, 1, 2], { minLength: 3 });

describe('laws', () => {
  it('twice is the array again', () => {
    fc.assert(
      fc.property(stridedArrays(), (x) => {
        expect(transpose(transpose(x))).toEqual(x);
      }),
    );
  });

  it('moves every element to its permuted index', () => {
    fc.assert(
      fc.property(arrays, permutation, (x, axes) => {
        const y = transpose(x, axes);
        for (let i = 0; i < 2; i++) {
          for (let j = 0; j < 3; j++) {
            for (let k = 0; k < 4; k++) {
              const index = [i, j, k];
              expect(y.get(...axes.map((axis) => index[axis]))).toBe(x.get(i, j, k));
            }
          }
        }
      }),
    );
  });

  it('composes as permutations do', () => {
    fc.assert(
      fc.property(arrays, permutation, permutation, (x, p, q) => {
        const composed = q.map((k) => p[k]);
        expect(transpose(transpose(x, p), q)).toEqual(transpose(x, composed));
      }),
    );
  });
});

it('shares memory', () => {
  const x = { data: new Float64Array(6), shape: [2, 3], stride: [3, 1], offset: 0 };
  transpose(x).set(2, 1, 5);
  expect(x.data[5]).toBe(5);
});

it('counts negative axes from the end', () => {
  expect(toNested(transpose([[[1, 2]], [[3, 4]]], [-1, 0, 1]))).toEqual([
    [[1], [3]],
    [[2], [4]],
  ]);
});

it('refuses axes that are no permutation', () => {
  const x = [[1, 2]];
  expectFailure(
    'shape',
    'ndarray.transpose: expected 2 axes, one for each of x (shape [1, 2]), got [0]',
    () => transpose(x, [0]),
  );
  expectFailure('domain', 'ndarray.transpose: expected each axis once, got [1, -1]', () =>
    transpose(x, [1, -1]),
  );
  expectFailure('domain', 'ndarray.transpose: expected an axis in [-2, 2), got 2', () =>
    transpose(x, [0, 2]),
  );
});
