import * as ad from '@monge/autodiff';
import { add, grad, jvp, multiply, square, sum, type Tensor } from '@monge/autodiff';
import * as la from '@monge/autodiff/linalg';
import { array, eye, type NdArray, toNested, zeros } from '@monge/ndarray';
import * as nla from '@monge/ndarray/linalg';
import { assertAllClose } from '@monge/ndarray/testing';
import { describe, expect, it } from 'vitest';
import { normals } from '../support/arrays.js';
import { checkDerivatives } from '../support/check-derivatives.js';
import { batchOfSymmetric, positive, spread, withEigenvalues } from '../support/matrices.js';

const REGULAR = { repeated: false, float32Tolerance: 2e-3 } as const;

const plain = (x: Tensor) => toNested(x as NdArray);

describe('mapEigenvalues', () => {
  const cube = (x: Tensor) => multiply(x, square(x));

  it.each([spread(3), batchOfSymmetric(), eye(3), withEigenvalues([1, 1, 2]), array([[2]]), zeros([0, 0])])(
    'has its derivatives, for equal eigenvalues too, %#',
    (a) => {
      checkDerivatives((x) => la.mapEigenvalues(x, cube), [a], REGULAR);
      checkDerivatives((x) => la.mapEigenvalues(x, ad.tanh), [a], REGULAR);
    },
  );

  it('is the matrix polynomial, and has its derivatives', () => {
    const a = withEigenvalues([1, 1, -2]);
    const whole = (x: Tensor) => add(la.tril(x), ad.transpose(la.tril(x, { offset: -1 })));
    const product = (x: Tensor) => ad.matmul(whole(x), ad.matmul(whole(x), whole(x)));
    const [found, expected] = [(x: Tensor) => la.mapEigenvalues(x, cube), product].map((f) => {
      const second = (x: Tensor) =>
        jvp(
          grad((y: Tensor) => sum(square(f(y)))),
          [x],
          [normals([3, 3], 6)],
        )[1];
      return [f(a), second(a), grad((x: Tensor) => sum(second(x)))(a)] as NdArray[];
    });
    found.forEach((each, k) => {
      assertAllClose(each, expected[k], { rtol: 1e-11, atol: 1e-9 });
    });
  });

  it('projects on the positive definite matrices, across the kink', () => {
    const a = withEigenvalues([-2, -1e-3, 1]);
    checkDerivatives((x) => la.mapEigenvalues(x, ad.relu), [a], {
      ...REGULAR,
      order: 1,
      step: 2 ** -13,
      tolerance: 1e-6,
    });
  });

  it('is that of @monge/ndarray', () => {
    const a = positive([2, 4, 4]);
    expect(plain(la.mapEigenvalues(a, ad.sqrt))).toEqual(toNested(nla.mapEigenvalues(a, Math.sqrt)));
  });

  it('refuses functions of the whole array, and of other traced values', () => {
    expect(() => la.mapEigenvalues(eye(2), (x) => sum(x))).toThrow(
      'to return an array of the shape of its argument',
    );
    expect(() => grad((p: Tensor) => sum(la.mapEigenvalues(eye(2), (x) => multiply(p, x))))(2)).toThrow(
      'expected f to depend on no traced value but its argument',
    );
  });
});
