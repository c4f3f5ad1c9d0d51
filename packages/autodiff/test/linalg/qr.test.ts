import { add, grad, square, sum, type Tensor } from '@monge/autodiff';
import * as la from '@monge/autodiff/linalg';
import { DomainError, type NdArray, toNested } from '@monge/ndarray';
import * as nla from '@monge/ndarray/linalg';
import { describe, expect, it } from 'vitest';
import { normals } from '../support/arrays.js';
import { checkDerivatives } from '../support/check-derivatives.js';

const REGULAR = { repeated: false, float32Tolerance: 2e-3 } as const;

const plain = (x: Tensor) => toNested(x as NdArray);

describe('qr', () => {
  it.each([[[3, 3]], [[4, 2]], [[2, 4]], [[2, 3, 2]], [[2, 2, 3]], [[1, 1]], [[0, 3]], [[3, 0]]])(
    'has its derivatives for %j',
    (shape) => {
      checkDerivatives((a) => la.qr(a).q, [normals(shape, 8)], REGULAR);
      checkDerivatives((a) => la.qr(a).r, [normals(shape, 8)], REGULAR);
      checkDerivatives((a) => add(sum(la.qr(a).q), square(sum(la.qr(a).r))), [normals(shape, 8)], REGULAR);
    },
  );

  it('is that of @monge/ndarray', () => {
    const a = normals([3, 2, 5]);
    const [found, expected] = [la.qr(a), nla.qr(a)];
    expect([plain(found.q), plain(found.r)]).toEqual([toNested(expected.q), toNested(expected.r)]);
  });

  it('has no derivative where columns depend on each other', () => {
    expect(() =>
      grad((a: Tensor) => sum(la.qr(a).r))([
        [1, 0],
        [0, 0],
      ]),
    ).toThrow(DomainError);
  });
});
