import type { Tensor } from '@monge/autodiff';
import * as ad from '@monge/autodiff';
import * as la from '@monge/autodiff/linalg';
import * as nd from '@monge/ndarray';
import { DomainError, DTypeError, fromData, type NdArray, ShapeError } from '@monge/ndarray';
import * as linalg from '@monge/ndarray/linalg';
import { describe, expect, it } from 'vitest';
import { normals } from '../../support/arrays.js';
import { checkDerivatives } from '../../support/check-derivatives.js';

type Case = readonly [
  name: string,
  shape: readonly number[],
  f: (x: Tensor) => Tensor,
  g: (x: NdArray) => NdArray,
];

/** Each with the function of @monge/ndarray that it is. */
const cases: readonly Case[] = [
  ['reshape', [2, 3, 4], (x) => ad.reshape(x, [4, -1]), (x) => nd.reshape(x, [4, -1])],
  ['transpose', [2, 3], (x) => ad.transpose(x), (x) => nd.transpose(x)],
  ['transpose by axes', [2, 3, 4], (x) => ad.transpose(x, [-1, 0, 1]), (x) => nd.transpose(x, [-1, 0, 1])],
  ['transpose of nothing', [2, 0, 3], (x) => ad.transpose(x), (x) => nd.transpose(x)],
  ['broadcastTo', [3, 1], (x) => ad.broadcastTo(x, [2, 3, 4]), (x) => nd.broadcastTo(x, [2, 3, 4])],
  ['expandDims', [3, 2], (x) => ad.expandDims(x, [0, -1]), (x) => nd.expandDims(x, [0, -1])],
  ['squeeze', [1, 3, 1, 2], (x) => ad.squeeze(x), (x) => nd.squeeze(x)],
  ['squeeze of one axis', [1, 3, 1, 2], (x) => ad.squeeze(x, -2), (x) => nd.squeeze(x, -2)],
  ['slice by numbers', [3, 4], (x) => ad.slice(x, -1), (x) => nd.slice(x, -1)],
  ['slice of one element', [3, 4], (x) => ad.slice(x, 1, -2), (x) => nd.slice(x, 1, -2)],
  [
    'slice by steps',
    [5, 4],
    (x) => ad.slice(x, [1, null, 2], [null, null, -1]),
    (x) => nd.slice(x, [1, null, 2], [null, null, -1]),
  ],
  ['slice of nothing', [5, 4], (x) => ad.slice(x, null, [3, 1]), (x) => nd.slice(x, null, [3, 1])],
  ['flip', [2, 3, 4], (x) => ad.flip(x), (x) => nd.flip(x)],
  ['flip of some axes', [2, 3, 4], (x) => ad.flip(x, [0, -1]), (x) => nd.flip(x, [0, -1])],
  [
    'pad',
    [2, 3],
    (x) =>
      ad.pad(x, [
        [1, 0],
        [2, 3],
      ]),
    (x) =>
      nd.pad(x, [
        [1, 0],
        [2, 3],
      ]),
  ],
  [
    'pad with a value',
    [2, 3],
    (x) => ad.pad(x, [1, 2], { value: -7 }),
    (x) => nd.pad(x, [1, 2], { value: -7 }),
  ],
  ['pad of nothing', [0, 3], (x) => ad.pad(x, 1, { value: 2 }), (x) => nd.pad(x, 1, { value: 2 })],
  ['pad by the edge', [2, 3], (x) => ad.pad(x, 2, { mode: 'edge' }), (x) => nd.pad(x, 2, { mode: 'edge' })],
  [
    'pad by mirrors',
    [2, 3],
    (x) => ad.pad(x, [1, 3], { mode: 'reflect' }),
    (x) => nd.pad(x, [1, 3], { mode: 'reflect' }),
  ],
  ['tile', [2, 3], (x) => ad.tile(x, [2, 1, 3]), (x) => nd.tile(x, [2, 1, 3])],
  ['repeat', [2, 3], (x) => ad.repeat(x, 2), (x) => nd.repeat(x, 2)],
  [
    'repeat by counts',
    [2, 3],
    (x) => ad.repeat(x, [2, 0, 3], { axis: -1 }),
    (x) => nd.repeat(x, [2, 0, 3], { axis: -1 }),
  ],
  ['take of rows', [4, 3], (x) => ad.take(x, [2, 0, 2, -1]), (x) => nd.take(x, [2, 0, 2, -1])],
  [
    'take by a matrix',
    [2, 3, 4],
    (x) =>
      ad.take(
        x,
        [
          [2, 0],
          [2, -1],
        ],
        { axis: 1 },
      ),
    (x) =>
      nd.take(
        x,
        [
          [2, 0],
          [2, -1],
        ],
        { axis: 1 },
      ),
  ],
  ['take of one', [2, 3], (x) => ad.take(x, -1, { axis: -1 }), (x) => nd.take(x, -1, { axis: -1 })],
  ['take of none', [2, 3], (x) => ad.take(x, new Int32Array(0)), (x) => nd.take(x, new Int32Array(0))],
  [
    'gather',
    [2, 3],
    (x) =>
      ad.gather(x, [
        [2, 2, 0, 1],
        [0, -1, 2, 0],
      ]),
    (x) =>
      nd.gather(x, [
        [2, 2, 0, 1],
        [0, -1, 2, 0],
      ]),
  ],
  [
    'gather along the first axis',
    [3, 2],
    (x) => ad.gather(x, [[2, 0]], { axis: 0 }),
    (x) => nd.gather(x, [[2, 0]], { axis: 0 }),
  ],
  ['diagonal', [2, 3, 4], (x) => la.diagonal(x, { offset: 1 }), (x) => linalg.diagonal(x, { offset: 1 })],
  ['diag', [2, 3], (x) => la.diag(x), (x) => linalg.diag(x)],
  ['tril', [2, 3, 4], (x) => la.tril(x), (x) => linalg.tril(x)],
  ['triu', [4, 3], (x) => la.triu(x, { offset: -1 }), (x) => linalg.triu(x, { offset: -1 })],
  ['trace', [2, 3, 3], (x) => la.trace(x), (x) => linalg.trace(x)],
];

describe.each(cases)('%s', (_, shape, f, g) => {
  it('has its derivatives', () => {
    // Squared, so that those of higher order are not all zero.
    checkDerivatives((x) => ad.multiply(f(x), f(x)), [normals(shape)]);
  });

  it('is that of @monge/ndarray when nothing is traced', () => {
    const x = normals(shape, 1);
    const backwards = fromData(x.data, x.shape, nd.flip(x).stride);
    for (const view of [x, backwards]) {
      expect(f(view).shape).toEqual(g(view).shape);
      expect(nd.toNested(f(view) as NdArray)).toEqual(nd.toNested(g(view)));
    }
  });
});

describe('concat', () => {
  it.each([0, 1, -1])('has its derivatives along axis %i', (axis) => {
    const shapes = [2, 1, 3].map((length) => [3, 4, 2].with(axis, length));
    const parts = shapes.map((shape, k) => normals(shape, k));
    checkDerivatives((...xs) => square(ad.concat(xs, { axis })), parts);
    expect(nd.toNested(ad.concat(parts, { axis }) as NdArray)).toEqual(
      nd.toNested(nd.concat(parts, { axis })),
    );
  });

  it('takes parts without elements', () => {
    checkDerivatives((a, b) => square(ad.concat([a, b], { axis: 1 })), [normals([2, 0]), normals([2, 3])]);
  });

  it('refuses no parts, other shapes, and an axis that is not there', () => {
    expect(() => ad.concat([])).toThrow(ShapeError);
    expect(() => ad.concat([normals([2, 3]), normals([3, 2])])).toThrow(
      'autodiff.concat: expected arrays[1] of the shape of arrays[0] ([2, 3]) except along axis 0, got [3, 2]',
    );
    expect(() => ad.concat([normals([2])], { axis: 1 })).toThrow(DomainError);
  });
});

describe('stack', () => {
  it.each([0, 1, 2, -1])('has its derivatives along axis %i', (axis) => {
    const parts = [0, 1, 2].map((seed) => normals([3, 2], seed));
    checkDerivatives((...xs) => square(ad.stack(xs, { axis })), parts);
    expect(nd.toNested(ad.stack(parts, { axis }) as NdArray)).toEqual(nd.toNested(nd.stack(parts, { axis })));
  });

  it('makes a vector of numbers', () => {
    expect(ad.grad((x: Tensor) => ad.slice(ad.stack([x, ad.multiply(x, 3), x]), 1))(2)).toBe(3);
  });

  it('refuses no parts, and other shapes', () => {
    expect(() => ad.stack([])).toThrow(ShapeError);
    expect(() => ad.stack([normals([2]), normals([3])])).toThrow(ShapeError);
  });
});

describe('scatterAdd', () => {
  const indices = [
    [2, 0, 2, -1],
    [1, 1, 1, 0],
  ];

  it('has its derivatives, also where indices repeat', () => {
    const args = [normals([2, 3]), normals([2, 4], 1)];
    checkDerivatives((x, values) => square(ad.scatterAdd(x, indices, values)), args);
    expect(nd.toNested(ad.scatterAdd(args[0], indices, args[1]) as NdArray)).toEqual(
      nd.toNested(nd.scatterAdd(args[0], indices, args[1])),
    );
  });

  it('refuses values of another shape than the indices', () => {
    expect(() => ad.scatterAdd(normals([2, 3]), indices, normals([2, 3]))).toThrow(
      'autodiff.scatterAdd: expected values of shape [2, 4] (that of indices), got [2, 3]',
    );
  });
});

describe('astype', () => {
  it('rounds, and hands cotangents back in the element type of its argument', () => {
    const f = (x: Tensor) => ad.sum(ad.multiply(ad.astype(x, 'float32'), 0.1));
    expect(f(normals([3])).dtype).toBe('float32');
    expect((ad.grad(f)(normals([3])) as NdArray).dtype).toBe('float64');
    expect(ad.jvp((x: Tensor) => ad.astype(x, 'float32'), [normals([2])], [normals([2])])[1].dtype).toBe(
      'float32',
    );
  });

  it('refuses other element types', () => {
    expect(() => ad.astype([1], 'int32' as 'float32')).toThrow(DTypeError);
  });
});

describe('triangles', () => {
  it('leave NaN of the other triangle behind', () => {
    const gradient = ad.grad((x: Tensor) => ad.sum(la.tril(x)))([
      [1, Number.NaN],
      [2, 3],
    ]);
    expect(nd.toNested(gradient as NdArray)).toEqual([
      [1, 0],
      [1, 1],
    ]);
  });
});

it.each([
  ['reshape', () => ad.reshape(normals([2, 3]), [4]), ShapeError],
  ['transpose', () => ad.transpose(normals([2, 3]), [0]), ShapeError],
  ['broadcastTo', () => ad.broadcastTo(normals([2, 3]), [2, 4]), ShapeError],
  ['expandDims', () => ad.expandDims(normals([2]), 3), DomainError],
  ['squeeze', () => ad.squeeze(normals([2, 1]), 0), ShapeError],
  ['slice', () => ad.slice(normals([2]), 2), DomainError],
  ['flip', () => ad.flip(normals([2]), 1), DomainError],
  ['pad', () => ad.pad(normals([2]), -1), DomainError],
  ['tile', () => ad.tile(normals([2]), 0.5), DomainError],
  ['repeat', () => ad.repeat(normals([2]), [1, 2, 3]), ShapeError],
  ['take', () => ad.take(normals([2]), 2), DomainError],
  ['take along', () => ad.take(normals([2]), 0, { axis: 1 }), DomainError],
  ['gather', () => ad.gather(normals([2, 2]), [0]), ShapeError],
  ['diagonal', () => la.diagonal(normals([2])), ShapeError],
  ['diag', () => la.diag(3), ShapeError],
  ['tril', () => la.tril(normals([2])), ShapeError],
])('%s refuses what does not fit', (_, call, error) => {
  expect(call).toThrow(error);
});

function square(x: Tensor): Tensor {
  return ad.multiply(x, x);
}
