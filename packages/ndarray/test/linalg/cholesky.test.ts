import {
  all,
  array,
  eye,
  greater,
  matmul,
  multiply,
  type NdArray,
  toNested,
  transpose,
  zeros,
} from '@monge/ndarray';
import {
  cholesky,
  choleskyLogdet,
  choleskySolve,
  det,
  diag,
  diagonal,
  solve,
  tril,
} from '@monge/ndarray/linalg';
import fc from 'fast-check';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { expectFailure } from '../failure.js';
import * as fixtures from './fixtures.js';
import { expectNear, gaussian, hilbert, positive, positiveFrom } from './matrices.js';

describe('laws of cholesky', () => {
  it('is lower triangular with a positive diagonal, and L Lᵀ = A', () => {
    fc.assert(
      fc.property(positive(), (a) => {
        const l = cholesky(a);
        expect(tril(l)).toEqual(l);
        expect(all(greater(diagonal(l), 0))).toBe(true);
        expectNear(matmul(l, transpose(l)), a, 1e-15);
      }),
    );
  });

  it('of a matrix four times as large is twice as large, exactly', () => {
    fc.assert(
      fc.property(positive(), (a) => {
        expect(cholesky(multiply(a, 4))).toEqual(multiply(cholesky(a), 2));
      }),
    );
  });

  it('reads the lower triangle only', () => {
    const a = positiveFrom(gaussian(1, [7, 7]));
    expect(cholesky(tril(a))).toEqual(cholesky(a));
  });

  it('is unique: L of L Lᵀ is L, for n = 130', () => {
    const l = cholesky(positiveFrom(gaussian(2, [130, 130])));
    expectNear(cholesky(matmul(l, transpose(l))), l, 1e-13);
  });
});

describe('laws of choleskySolve and choleskyLogdet', () => {
  it('solve A X = B', () => {
    fc.assert(
      fc.property(positive(), (a) => {
        const b = gaussian(3, [a.shape[0], 2]);
        expectNear(choleskySolve(cholesky(a), b), solve(a, b), 1e-12);
      }),
    );
  });

  it('are the logarithm of the determinant', () => {
    fc.assert(
      fc.property(positive(6), (a) => {
        expect(Math.exp(choleskyLogdet(cholesky(a)).get()) / det(a).get()).toBeCloseTo(1, 12);
      }),
    );
  });
});

describe('oracles', () => {
  it.each(fixtures.symmetric.filter(({ cholesky: known }) => known !== null))(
    'of mpmath: $name',
    ({ a, cholesky: known }) => {
      expectNear(cholesky(a), known!, 1e-10);
    },
  );

  it('a Hilbert matrix of order 8 solves to its known inverse, as far as its condition of 1e10 allows', () => {
    const first = [64, -2016, 20160, -92400, 221760, -288288, 192192, -51480];
    expectNear(choleskySolve(cholesky(hilbert(8)), eye(8).pick(0, -1)), first, 1e-6);
  });
});

describe('edges', () => {
  it('takes batches of any shape, and none', () => {
    const a = positiveFrom(gaussian(4, [2, 3, 5, 5]));
    const l = cholesky(a);
    expect(l.shape).toEqual([2, 3, 5, 5]);
    expect(toNested(l.pick(1, 2, null, null))).toEqual(toNested(cholesky(a.pick(1, 2, null, null))));
    expect(cholesky(zeros([0, 3, 3])).shape).toEqual([0, 3, 3]);
    expect(cholesky(zeros([4, 0, 0])).shape).toEqual([4, 0, 0]);
    expect(choleskyLogdet(zeros([4, 0, 0]))).toEqual(zeros([4]));
  });

  it.each([1, 2, 3, 4, 5])('holds at scales of 1e±150, n = %i', (n) => {
    const a = positiveFrom(gaussian(5, [n, n]));
    for (const scale of [2 ** 498, 2 ** -498]) {
      expect(cholesky(multiply(a, scale))).toEqual(multiply(cholesky(a), Math.sqrt(scale)));
    }
  });

  it('is float32 for float32, computed in float64 and rounded once', () => {
    const a = array(positiveFrom(gaussian(6, [40, 4, 4])), { dtype: 'float32' });
    const l = cholesky(a);
    expectTypeOf(l).toEqualTypeOf<NdArray<Float32Array>>();
    expect(l.data).toEqual(Float32Array.from(cholesky(array(a, { dtype: 'float64' })).data));
  });
});

describe('errors', () => {
  it.each([
    [1, 'pivot -2 in row 0', [[-2]]],
    [
      2,
      'pivot -3 in row 1',
      [
        [1, 2],
        [2, 1],
      ],
    ],
    [
      3,
      'pivot 0 in row 2',
      [
        [1, 0, 0],
        [0, 1, 1],
        [0, 1, 1],
      ],
    ],
    [
      4,
      'pivot NaN in row 0',
      [
        [Number.NaN, 0, 0, 0],
        [0, 1, 0, 0],
        [0, 0, 1, 0],
        [0, 0, 0, 1],
      ],
    ],
    [6, 'pivot -1 in row 5', diag([1, 4, 9, 1, 1, -1])],
  ])('says which pivot is not positive, n = %i', (_, pivot, a) => {
    expectFailure(
      'domain',
      `ndarray.cholesky: expected positive definite matrices, got a with ${pivot}; add a small multiple of the identity, or use eigh`,
      () => cholesky(a),
    );
  });

  it('says which matrix of a batch', () => {
    const a = positiveFrom(gaussian(7, [2, 3, 3, 3]));
    a.set(1, 0, 1, 1, -1);
    expect(() => cholesky(a)).toThrow(/got a\[1, 0\] with pivot -\d+\.\d+ in row 1/);
  });

  it('refuses what is not square', () => {
    expectFailure(
      'shape',
      'ndarray.cholesky: expected a to hold square matrices in its last two axes, got shape [2, 3]',
      () => cholesky(zeros([2, 3])),
    );
    expectFailure(
      'shape',
      'ndarray.cholesky: expected a to have two axes or more (the last two hold the matrices), got shape [3]',
      () => cholesky([1, 2, 3]),
    );
  });
});
