import { grad, hessian, sum, type Tensor } from '@monge/autodiff';
import * as la from '@monge/autodiff/linalg';
import { copy, DomainError, type NdArray, toNested } from '@monge/ndarray';
import * as nla from '@monge/ndarray/linalg';
import { assertAllClose } from '@monge/ndarray/testing';
import { describe, expect, it } from 'vitest';
import { normals } from '../support/arrays.js';
import { checkDerivatives } from '../support/check-derivatives.js';
import { regular } from '../support/matrices.js';

const REGULAR = { repeated: false } as const;

/** Differences of polynomials of low degree are exact for large steps, which lead away from the singular matrices. */
const POLYNOMIAL = { repeated: false, step: 1 } as const;

const plain = (x: Tensor) => toNested(x as NdArray);

describe('det', () => {
  it.each([[[3, 3]], [[2, 2, 4, 4]], [[1, 1]], [[0, 0]]])('has its derivatives for %j', (shape) => {
    checkDerivatives((a) => la.det(a), [normals(shape, 5)], REGULAR);
  });

  const singular: readonly (readonly [string, number[][]])[] = [
    ['one number', [[0]]],
    [
      'rank n − 1',
      [
        [1, 2, 4],
        [3, 5, 6],
        [2, 4, 8],
      ],
    ],
    [
      'rank n − 2',
      [
        [1, 2, 3],
        [2, 4, 6],
        [-1, -2, -3],
      ],
    ],
    [
      'rank 0',
      [
        [0, 0, 0],
        [0, 0, 0],
        [0, 0, 0],
      ],
    ],
    [
      'rank 1, 4 × 4',
      [
        [1, 1, 2, 1],
        [1, 1, 2, 1],
        [2, 2, 4, 2],
        [0, 0, 0, 0],
      ],
    ],
  ];

  it.each(singular)('has its derivatives at singular matrices: %s', (_, a) => {
    expect(nla.det(a).get()).toBe(0);
    checkDerivatives((x) => la.det(x), [a], POLYNOMIAL);
  });

  it('has them at matrices that are singular but for rounding, and larger ones', () => {
    const nearly = [
      [1, 2, 3],
      [4, 5, 6],
      [5, 7, 9 + 1e-12],
    ];
    expect(nla.det(nearly).get()).not.toBe(0);
    checkDerivatives((x) => la.det(x), [nearly], POLYNOMIAL);
    const large = normals([30, 30], 2);
    large.data.fill(0, 30, 60);
    const gradient = grad((x: Tensor) => la.det(x))(large);
    // The cofactors of the row of zeros, by the volumes that unit vectors in its place span.
    for (const j of [0, 11, 29]) {
      const other = copy(large);
      other.data[30 + j] = 1;
      const expected = nla.det(other).get();
      expect(gradient.get(1, j) / expected).toBeCloseTo(1, 9);
    }
  });

  it('has them in a batch of which one matrix is singular', () => {
    const a = regular([3, 3, 3]);
    a.data.fill(1, 9, 18);
    checkDerivatives((x) => la.det(x), [a], POLYNOMIAL);
  });

  it('has the gradient of the volume, and the Hessian of a product', () => {
    const gradient = grad(la.det<Tensor>)([
      [1, 2],
      [2, 4],
    ]);
    assertAllClose(
      gradient,
      [
        [4, -2],
        [-2, 1],
      ],
      { rtol: 1e-14 },
    );
    const second = hessian((x: Tensor) => la.det(x))([
      [0, 0],
      [0, 0],
    ]);
    expect(second.get(0, 0, 1, 1)).toBeCloseTo(1, 14);
    expect(second.get(0, 1, 1, 0)).toBeCloseTo(-1, 14);
  });
});

describe('slogdet', () => {
  it.each([[[3, 3]], [[2, 2, 4, 4]], [[1, 1]], [[0, 0]]])('has its derivatives for %j', (shape) => {
    checkDerivatives((a) => la.slogdet(a).logAbsDet, [normals(shape, 6)], REGULAR);
  });

  it('is that of @monge/ndarray, with a plain sign inside a transformation', () => {
    const a = normals([5, 3, 3], 7);
    const { sign, logAbsDet } = nla.slogdet(a);
    expect(plain(la.slogdet(a).logAbsDet)).toEqual(toNested(logAbsDet));
    grad((x: Tensor) => {
      const found = la.slogdet(x);
      expect(toNested(found.sign)).toEqual(toNested(sign));
      return sum(found.logAbsDet);
    })(a);
  });

  it('is −∞ for a singular matrix, which cannot be differentiated', () => {
    expect(
      plain(
        la.slogdet([
          [1, 1],
          [1, 1],
        ]).logAbsDet,
      ),
    ).toBe(-Infinity);
    expect(() =>
      grad((x: Tensor) => la.slogdet(x).logAbsDet)([
        [1, 1],
        [1, 1],
      ]),
    ).toThrow(DomainError);
  });
});
