import { grad, sum, type Tensor } from '@monge/autodiff';
import * as la from '@monge/autodiff/linalg';
import { DomainError, fromData, type NdArray, toNested } from '@monge/ndarray';
import * as nla from '@monge/ndarray/linalg';
import { assertAllClose } from '@monge/ndarray/testing';
import { describe, expect, it } from 'vitest';
import { normals } from '../support/arrays.js';
import { checkDerivatives } from '../support/check-derivatives.js';
import { positive, systems } from '../support/matrices.js';

const REGULAR = { repeated: false } as const;

const plain = (x: Tensor) => toNested(x as NdArray);

describe('cholesky', () => {
  it.each([[[3, 3]], [[2, 4, 4]], [[1, 1]], [[2, 0, 3, 3]], [[0, 0]]])(
    'has its derivatives for %j',
    (shape) => {
      checkDerivatives((a) => la.cholesky(a), [positive(shape)], REGULAR);
    },
  );

  it('has no derivative above the diagonal, which is not read', () => {
    const gradient = grad((a: Tensor) => sum(la.cholesky(a)))(positive([3, 3]));
    expect(nla.triu(gradient, { offset: 1 }).data.every((x) => x === 0)).toBe(true);
    const [a] = [
      [
        [2, 7],
        [1, 3],
      ],
    ];
    expect(plain(la.cholesky(a))).toEqual(toNested(nla.cholesky(a)));
  });

  it('gives log det, whose gradient is the inverse with what lies above the diagonal folded below it', () => {
    const a = positive([4, 4], 3);
    const gradient = grad((x: Tensor) => la.choleskyLogdet(la.cholesky(x)))(a);
    const inverse = nla.inv(a);
    const folded = nla.tril(inverse).data.map((x, i) => (i % 5 === 0 ? x : 2 * x));
    assertAllClose(gradient, fromData(folded, [4, 4]), { rtol: 1e-12, atol: 1e-14 });
  });

  it('refuses what ndarray refuses', () => {
    expect(() =>
      la.cholesky([
        [1, 2],
        [2, 1],
      ]),
    ).toThrow(DomainError);
    expect(() => la.cholesky([[1, 2, 3]])).toThrow('expected a to hold square matrices in its last two axes');
  });
});

describe('choleskyLogdet', () => {
  it.each([[[3, 3]], [[2, 4, 4]], [[0, 0]]])('has its derivatives for %j', (shape) => {
    checkDerivatives((l) => la.choleskyLogdet(l), [nla.cholesky(positive(shape))], REGULAR);
  });
});

describe('choleskySolve', () => {
  it.each(systems)('has its derivatives for %j and %j', (a, b) => {
    const l = nla.cholesky(positive(a));
    checkDerivatives((x, y) => la.choleskySolve(x, y), [l, normals(b)], REGULAR);
  });

  it('reads the lower triangle alone', () => {
    const l = [
      [2, 9],
      [1, 3],
    ];
    expect(plain(la.choleskySolve(l, [1, 2]))).toEqual(toNested(nla.choleskySolve(l, [1, 2])));
    const gradient = grad((x: Tensor) => sum(la.choleskySolve(x, [1, 2])))(l);
    expect(gradient.get(0, 1)).toBeCloseTo(0, 15);
    checkDerivatives((x, y) => la.choleskySolve(x, y), [l, [1, 2]], REGULAR);
  });
});
