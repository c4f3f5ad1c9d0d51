import { grad, jvp, sum, type Tensor } from '@monge/autodiff';
import * as la from '@monge/autodiff/linalg';
import { DomainError, type NdArray, ShapeError, tile, toNested } from '@monge/ndarray';
import * as nla from '@monge/ndarray/linalg';
import { assertAllClose } from '@monge/ndarray/testing';
import { describe, expect, it } from 'vitest';
import { normals } from '../support/arrays.js';
import { checkDerivatives } from '../support/check-derivatives.js';

const REGULAR = { repeated: false, float32Tolerance: 2e-3 } as const;

const plain = (x: Tensor) => toNested(x as NdArray);

type Shape = readonly number[];

describe('pinv', () => {
  it.each([[[3, 3]], [[4, 2]], [[2, 4]], [[2, 3, 2]], [[0, 2]]])('has its derivatives for %j', (shape) => {
    checkDerivatives((a) => la.pinv(a), [normals(shape, 9)], REGULAR);
  });

  it('has those along which the rank stays, of matrices of lower rank', () => {
    const f = (u: Tensor, v: Tensor) => la.pinv(la.kron(u, v), { rtol: 1e-6 });
    checkDerivatives(f, [normals([3, 1], 1), normals([1, 3], 2)], { float32Tolerance: 2e-3 });
  });

  it('has the derivative of the inverse of regular matrices', () => {
    const [a, t] = [normals([3, 3], 4), normals([3, 3], 5)];
    const [x, y] = [la.pinv, la.inv].map((f) => jvp((z: Tensor) => f(z), [a], [t])[1] as NdArray);
    assertAllClose(x, y, { rtol: 1e-9, atol: 1e-10 });
  });
});

describe('lstsq', () => {
  const problems: readonly (readonly [Shape, Shape])[] = [
    [[4, 2], [4]],
    [
      [2, 4],
      [2, 3],
    ],
    [
      [3, 3],
      [3, 1],
    ],
    [
      [2, 4, 2],
      [4, 3],
    ],
    [
      [4, 2],
      [3, 4, 1],
    ],
    [
      [3, 0],
      [3, 2],
    ],
  ];

  it.each(problems)('has its derivatives for %j and %j', (a, b) => {
    checkDerivatives((x, y) => la.lstsq(x, y).x, [normals(a, 2), normals(b, 1)], {
      ...REGULAR,
      float32Tolerance: 1e-3,
    });
  });

  it('has those along which the rank stays, of matrices of lower rank', () => {
    const f = (u: Tensor, v: Tensor, b: Tensor) => la.lstsq(la.kron(u, v), b, { rtol: 1e-6 }).x;
    checkDerivatives(f, [normals([4, 1], 1), normals([1, 3], 2), normals([4], 3)], {
      float32Tolerance: 1e-3,
    });
  });

  it('is that of @monge/ndarray, with plain rank and singular values', () => {
    const [a, b] = [tile(normals([2, 1, 3]), [1, 4, 1]), normals([4], 1)];
    const expected = nla.lstsq(a, b);
    const found = la.lstsq(a, b);
    expect(plain(found.x)).toEqual(toNested(expected.x));
    expect(found.rank).toEqual(expected.rank);
    expect(toNested(found.singularValues)).toEqual(toNested(expected.singularValues));
    const gradient = grad((x: Tensor) => sum(la.lstsq(x, b).x))(a);
    expect(gradient.data.every(Number.isFinite)).toBe(true);
  });

  it('refuses sides that do not fit', () => {
    expect(() => la.lstsq(normals([3, 2]), [1, 2])).toThrow(ShapeError);
    expect(() => la.lstsq(normals([3, 2]), [1, 2, 3], { rtol: -1 })).toThrow(DomainError);
  });
});
