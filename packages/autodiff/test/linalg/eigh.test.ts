import * as ad from '@monge/autodiff';
import { grad, multiply, sum, type Tensor } from '@monge/autodiff';
import * as la from '@monge/autodiff/linalg';
import { array, fromData, type NdArray, ShapeError, toNested, zeros } from '@monge/ndarray';
import * as nla from '@monge/ndarray/linalg';
import { assertAllClose } from '@monge/ndarray/testing';
import { describe, expect, it } from 'vitest';
import { normals } from '../support/arrays.js';
import { checkDerivatives } from '../support/check-derivatives.js';
import { expectFinite } from '../support/expect-finite.js';
import { batchOfSymmetric, spread, withEigenvalues } from '../support/matrices.js';

const REGULAR = { repeated: false, float32Tolerance: 2e-3 } as const;

const plain = (x: Tensor) => toNested(x as NdArray);

describe('eigh', () => {
  it.each([spread(3), batchOfSymmetric(), array([[2]]), zeros([0, 0]), zeros([0, 3, 3])])(
    'has its derivatives, %#',
    (a) => {
      checkDerivatives((x) => la.eigh(x).eigenvalues, [a], REGULAR);
      checkDerivatives((x) => la.eigh(x).eigenvectors, [a], REGULAR);
      checkDerivatives((x) => la.eigvalsh(x), [a], REGULAR);
    },
  );

  it('has those of both results together', () => {
    const f = (a: Tensor) => {
      const { eigenvalues, eigenvectors } = la.eigh(a);
      return multiply(eigenvectors, ad.expandDims(eigenvalues, -2));
    };
    checkDerivatives(f, [batchOfSymmetric()], REGULAR);
  });

  it('is that of @monge/ndarray, which reads the lower triangle', () => {
    const a = normals([2, 4, 4]);
    const { eigenvalues, eigenvectors } = la.eigh(a);
    const expected = nla.eigh(a);
    expect(plain(eigenvalues)).toEqual(toNested(expected.eigenvalues));
    expect(plain(eigenvectors)).toEqual(toNested(expected.eigenvectors));
    expect(plain(la.eigvalsh(a))).toEqual(toNested(expected.eigenvalues));
  });

  it.each([[[2, 2, 2]], [[0, 0, 0]], [[1, 1, 3]], [[-1, 4, 4]], [[1, 1 + 1e-15, 2]]])(
    'has finite derivatives to third order for the eigenvalues %j',
    (values) => {
      for (const a of [nla.diag(values), withEigenvalues(values)]) {
        expectFinite((x) => la.eigh(x).eigenvectors, a);
        expectFinite((x) => la.eigh(x).eigenvalues, a);
      }
    },
  );

  it('has the right gradient of a symmetric function of equal eigenvalues', () => {
    const a = withEigenvalues([2, 2, 5]);
    const gradient = grad((x: Tensor) => sum(ad.log(la.eigvalsh(x))))(a);
    const whole = nla.inv(a);
    const folded = nla.tril(whole).data.map((x, i) => (i % 4 === 0 ? x : 2 * x));
    assertAllClose(gradient, fromData(folded, [3, 3]), { rtol: 1e-12, atol: 1e-13 });
  });

  it('refuses what is not square', () => {
    expect(() => la.eigh([[1, 2]])).toThrow(ShapeError);
    expect(() => la.eigvalsh([1])).toThrow('expected a to have two axes or more');
  });
});
