import type { Tensor } from '@monge/autodiff';
import * as la from '@monge/autodiff/linalg';
import { type NdArray, toNested } from '@monge/ndarray';
import * as nla from '@monge/ndarray/linalg';
import { describe, expect, it } from 'vitest';
import { normals } from '../support/arrays.js';
import { checkDerivatives } from '../support/check-derivatives.js';

const plain = (x: Tensor) => toNested(x as NdArray);

type Shape = readonly number[];

describe('kron', () => {
  const factors: readonly (readonly [Shape, Shape])[] = [
    [
      [2, 3],
      [1, 2],
    ],
    [
      [4, 1, 2, 2],
      [3, 2, 1],
    ],
    [
      [0, 2],
      [2, 2],
    ],
  ];

  it.each(factors)('has its derivatives for %j and %j', (a, b) => {
    checkDerivatives((x, y) => la.kron(x, y), [normals(a), normals(b, 1)]);
    expect(plain(la.kron(normals(a), normals(b, 1)))).toEqual(toNested(nla.kron(normals(a), normals(b, 1))));
  });

  it('refuses vectors', () => {
    expect(() => la.kron([1, 2], [[1]])).toThrow('autodiff.kron: expected a to have two axes or more');
  });
});
