import type { Tensor } from '@monge/autodiff';
import * as ad from '@monge/autodiff';
import * as la from '@monge/autodiff/linalg';
import * as nd from '@monge/ndarray';
import { DomainError, type NdArray, ShapeError } from '@monge/ndarray';
import { assertAllClose } from '@monge/ndarray/testing';
import { describe, expect, it } from 'vitest';
import { normals } from '../../support/arrays.js';
import { checkDerivatives } from '../../support/check-derivatives.js';

type Shapes = readonly (readonly number[])[];

const randoms = (shapes: Shapes) => shapes.map((shape, k) => normals(shape, k));

describe('matmul', () => {
  const factors: readonly Shapes[] = [
    [
      [2, 3],
      [3, 4],
    ],
    [[3], [3]],
    [[3], [3, 2]],
    [[2, 3], [3]],
    [
      [4, 2, 3],
      [3, 2],
    ],
    [[4, 2, 3], [3]],
    [
      [2, 3],
      [4, 3, 2],
    ],
    [[3], [4, 3, 2]],
    [
      [2, 1, 3, 2],
      [4, 2, 3],
    ],
    [
      [2, 0],
      [0, 3],
    ],
    [
      [0, 3],
      [3, 2],
    ],
    [
      [5, 0, 2],
      [2, 3],
    ],
    [
      [1, 2, 3],
      [0, 3, 2],
    ],
  ];

  it.each(factors)('has its derivatives for shapes %j and %j', (...shapes) => {
    checkDerivatives((a, b) => ad.matmul(a, b), randoms(shapes));
  });

  it.each(factors)('is that of @monge/ndarray when nothing is traced, for shapes %j and %j', (...shapes) => {
    const [a, b] = randoms(shapes);
    expect(nd.toNested(ad.matmul(a, b) as NdArray)).toEqual(nd.toNested(nd.matmul(a, b)));
  });

  it('has the derivatives of a chain of products, whose factors are transposed', () => {
    const f = (a: Tensor, b: Tensor) => ad.matmul(ad.matmul(a, b), ad.matmul(a, ad.transpose(a)));
    checkDerivatives(f, [normals([3, 2]), normals([2, 3], 1)]);
  });

  it('keeps matrices of float32 whose product with a number of float64 is taken', () => {
    const a = nd.array(normals([2, 2]), { dtype: 'float32' });
    const [ga, gb] = ad.grad(([x, y]: [Tensor, Tensor]) => ad.sum(ad.matmul(x, y)))([a, normals([2, 2])]);
    expect([ga.dtype, gb.dtype]).toEqual(['float32', 'float64']);
  });

  it('refuses numbers, and inner axes that differ, as they were given', () => {
    expect(() => ad.matmul(2, [1])).toThrow(
      /autodiff.matmul: expected the last axis of a .* got a of shape \[\] .*; use multiply for numbers/,
    );
    expect(() => ad.matmul(normals([2, 3]), normals([2]))).toThrow(
      'the only axis of b (they are summed over), got a of shape [2, 3] and b of shape [2]',
    );
    expect(() => ad.matmul(normals([3]), normals([2, 3]))).toThrow(ShapeError);
    expect(() => ad.matmul(normals([2, 2, 3]), normals([3, 3, 2]))).toThrow(ShapeError);
  });
});

describe('dot and outer', () => {
  it('have their derivatives', () => {
    checkDerivatives((a, b) => ad.dot(a, b), randoms([[4], [4]]));
    checkDerivatives((a, b) => ad.outer(a, b), randoms([[4], [3]]));
    checkDerivatives((a) => ad.dot(a, a), [normals([4])]);
  });

  it('are those of @monge/ndarray when nothing is traced', () => {
    const [a, b, c] = randoms([[1000], [1000], [3]]);
    assertAllClose(ad.dot(a, b) as NdArray, nd.dot(a, b), { rtol: 1e-13 });
    expect(nd.toNested(ad.outer(a, c) as NdArray)).toEqual(nd.toNested(nd.outer(a, c)));
  });

  it('refuse what is no vector', () => {
    expect(() => ad.dot(normals([2]), normals([3]))).toThrow(ShapeError);
    expect(() => ad.outer(normals([2]), normals([2, 2]))).toThrow(ShapeError);
  });
});

describe('linear', () => {
  const shapes: Shapes = [[4, 3], [3, 2], [2]];
  const activations = {
    none: (x: Tensor) => x,
    tanh: ad.tanh,
    sigmoid: ad.sigmoid,
    silu: ad.silu,
    gelu: ad.gelu,
    softplus: ad.softplus,
    relu: ad.relu,
  };

  it.each(Object.entries(activations))('with activation %s is that of the sums', (name, activation) => {
    const args = randoms(shapes);
    const f = (x: Tensor, w: Tensor, b: Tensor) => ad.linear(x, w, b, name as ad.Activation);
    const smooth = name !== 'relu';
    checkDerivatives(f, args, { order: smooth ? 3 : 1, step: 2 ** -10, tolerance: 1e-6 });
    const [x, w, b] = args;
    const expected = activation(ad.add(ad.matmul(x, w), b)) as NdArray;
    assertAllClose(ad.linear(x, w, b, name as ad.Activation) as NdArray, expected, { rtol: 1e-15 });
  });

  it('takes vectors and batches', () => {
    checkDerivatives((x, w, b) => ad.linear(x, w, b), randoms([[3], [3, 2], [2]]));
    checkDerivatives((x, w, b) => ad.linear(x, w, b), randoms([[2, 0, 3], [3, 2], [2]]));
    checkDerivatives((x, w, b) => ad.linear(x, w, b), randoms([[2, 4, 3], [3, 2], [2]]));
    checkDerivatives(
      (x, w) => ad.linear(x, w, undefined, 'tanh'),
      randoms([
        [2, 4, 3],
        [3, 2],
      ]),
    );
    checkDerivatives((x, w, b) => ad.linear(x, w, b), randoms([[2, 0], [0, 3], [3]]));
  });

  it('computes in float64 if not all is float32', () => {
    const [x, w, b] = randoms(shapes);
    const single = nd.array(x, { dtype: 'float32' });
    expect(ad.linear(single, w, nd.array(b, { dtype: 'float32' })).dtype).toBe('float64');
    const gradients = ad.vjp((u: Tensor, v: Tensor, c: Tensor) => ad.linear(u, v, c), single, w, b)[1](
      normals([4, 2]),
    );
    expect(gradients.map(({ dtype }) => dtype)).toEqual(['float32', 'float64', 'float64']);
  });

  it('refuses shapes that do not fit, and other activations', () => {
    expect(() => ad.linear(normals([2, 3]), normals([3, 2]), normals([3]))).toThrow(
      'autodiff.linear: expected x of shape [..., k], w of shape [k, n] and b of shape [n], got [2, 3], [3, 2], [3]',
    );
    expect(() => ad.linear(normals([2]), normals([2, 2]), normals([2]), 'swish' as 'silu')).toThrow(
      DomainError,
    );
  });
});

describe('einsum', () => {
  const cases: readonly [subscripts: string, shapes: Shapes][] = [
    [
      'ij,jk->ik',
      [
        [2, 3],
        [3, 4],
      ],
    ],
    [
      'ij,kj',
      [
        [2, 3],
        [4, 3],
      ],
    ],
    [
      'bij,bjk->kbi',
      [
        [2, 3, 4],
        [2, 4, 2],
      ],
    ],
    ['i,j->ji', [[2], [3]]],
    ['ii->i', [[3, 3]]],
    ['ii', [[3, 3]]],
    [
      'iij,jk->ki',
      [
        [2, 2, 3],
        [3, 4],
      ],
    ],
    ['ij->', [[2, 3]]],
    ['ij->j', [[2, 3]]],
    ['ij,k->k', [[2, 3], [4]]],
    [
      'ij,ij->i',
      [
        [2, 3],
        [2, 3],
      ],
    ],
    [
      'ij,jk,kl->il',
      [
        [2, 3],
        [3, 2],
        [2, 4],
      ],
    ],
    ['i,i,i->i', [[3], [3], [3]]],
    [
      '...i,...i->...',
      [
        [2, 3],
        [4, 1, 3],
      ],
    ],
    [
      'i...j,...->i...',
      [
        [2, 4, 3],
        [5, 1],
      ],
    ],
    ['...ij->...ji', [[4, 2, 3]]],
    ['...,i->i...', [[2, 1], [3]]],
    [
      'b...i,ij->b...j',
      [
        [2, 3, 4, 2],
        [2, 3],
      ],
    ],
    [
      'ij,jk->ik',
      [
        [2, 0],
        [0, 3],
      ],
    ],
  ];

  it.each(cases)('%s has its derivatives', (subscripts, shapes) => {
    checkDerivatives((...xs) => la.einsum(subscripts, ...xs), randoms(shapes), { float32Tolerance: 1e-3 });
  });

  it.each(cases)('%s is that of @monge/ndarray when nothing is traced', (subscripts, shapes) => {
    const operands = randoms(shapes);
    const expected = nd.einsum(subscripts, ...operands);
    expect(nd.toNested(la.einsum(subscripts, ...operands) as NdArray)).toEqual(nd.toNested(expected));
  });

  it('takes numbers, which have no element type of their own', () => {
    const x = nd.array(normals([3]), { dtype: 'float32' });
    expect(la.einsum('i,->i', x, 2).dtype).toBe('float32');
    expect(ad.grad((c: Tensor) => la.einsum('i,->', [1, 2], c))(5)).toBe(3);
  });

  it('refuses what @monge/ndarray refuses', () => {
    expect(() => la.einsum('ij->k', normals([2, 2]))).toThrow(DomainError);
    expect(() => la.einsum('ij', normals([2]))).toThrow(ShapeError);
  });
});
