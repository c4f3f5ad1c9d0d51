import { add, array, matmul, slice, stack, sum, toNested, transpose, zeros } from '@monge/ndarray';
import { diag, diagonal, kron, trace, tril, triu } from '@monge/ndarray/linalg';
import { normal } from '@monge/random';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectFailure } from '../failure.js';
import { expectNear, gaussian, rectangles, squares } from './matrices.js';

const offset = fc.integer({ min: -5, max: 5 });

describe('laws of triangles and diagonals', () => {
  it('the triangles below and above a diagonal add up to the matrix', () => {
    fc.assert(
      fc.property(rectangles(5), offset, (a, k) => {
        expect(add(tril(a, { offset: k }), triu(a, { offset: k + 1 }))).toEqual(a);
        expect(array(transpose(tril(a, { offset: k })))).toEqual(triu(transpose(a), { offset: -k }));
      }),
    );
  });

  it('a diagonal is what two triangles share', () => {
    fc.assert(
      fc.property(rectangles(5), offset, (a, k) => {
        const band = tril(triu(a, { offset: k }), { offset: k });
        expect(sum(diagonal(a, { offset: k }))).toBeCloseTo(sum(band), 12);
      }),
    );
  });

  it('diag and diagonal are inverse to one another', () => {
    const v = gaussian(1, [2, 3, 4]);
    expect(diag(v).shape).toEqual([2, 3, 4, 4]);
    expect(toNested(diagonal(diag(v)))).toEqual(toNested(v));
    expect(toNested(diag(slice(v, 0, 0, [null, null, -2])))).toEqual([
      [v.get(0, 0, 3), 0],
      [0, v.get(0, 0, 1)],
    ]);
  });

  it('tr AB = tr BA', () => {
    fc.assert(
      fc.property(squares(6), (a) => {
        const b = gaussian(2, a.shape);
        expect(trace(matmul(a, b)).get()).toBeCloseTo(trace(matmul(b, a)).get(), 10);
      }),
    );
  });
});

describe('laws of kron', () => {
  it('(A ⊗ B)(C ⊗ D) = AC ⊗ BD', () => {
    const [a, b, c, d] = [
      [2, 3],
      [4, 5],
      [3, 2],
      [5, 3],
    ].map((shape, key) => gaussian(key, shape)) as [
      ReturnType<typeof gaussian>,
      ReturnType<typeof gaussian>,
      ReturnType<typeof gaussian>,
      ReturnType<typeof gaussian>,
    ];
    expectNear(matmul(kron(a, b), kron(c, d)), kron(matmul(a, c), matmul(b, d)), 1e-14);
    expect(kron(a, b).shape).toEqual([8, 15]);
  });

  it('takes batches', () => {
    const a = gaussian(3, [2, 2, 3]);
    const b = gaussian(4, [4, 5]);
    const products = [0, 1].map((i) => kron(slice(a, i), b));
    expect(kron(a, b)).toEqual(stack(products));
  });
});

describe('oracles', () => {
  const a = [
    [1, 2, 3],
    [4, 5, 6],
  ];

  it('of a small matrix', () => {
    expect(toNested(tril(a))).toEqual([
      [1, 0, 0],
      [4, 5, 0],
    ]);
    expect(toNested(tril(a, { offset: 1 }))).toEqual([
      [1, 2, 0],
      [4, 5, 6],
    ]);
    expect(toNested(triu(a, { offset: -1 }))).toEqual(a);
    expect(toNested(diagonal(a, { offset: 1 }))).toEqual([2, 6]);
    expect(toNested(diagonal(a, { offset: -1 }))).toEqual([4]);
    expect(toNested(diagonal(a, { offset: 9 }))).toEqual([]);
    expect(trace(a).get()).toBe(6);
    expect(
      toNested(
        kron(
          [
            [1, 2],
            [3, 4],
          ],
          [[0, 1]],
        ),
      ),
    ).toEqual([
      [0, 1, 0, 2],
      [0, 3, 0, 4],
    ]);
  });
});

describe('edges', () => {
  it('keep the element type; a diagonal is a view', () => {
    const a = array(
      [
        [1, 2],
        [3, 4],
      ],
      { dtype: 'int32' },
    );
    expect(tril(a).dtype).toBe('int32');
    expect(diag(Uint8Array.of(1, 2)).dtype).toBe('uint8');
    const d = diagonal(a, { offset: -1 });
    d.set(0, 7);
    expect(a.get(1, 0)).toBe(7);
    expect(trace(normal(5, [2, 2], { dtype: 'float32' })).dtype).toBe('float32');
  });

  it('take batches and nothing', () => {
    expect(trace(zeros([2, 3, 0])).shape).toEqual([2]);
    expect(
      toNested(
        trace(
          stack([
            [
              [1, 2],
              [3, 4],
            ],
            [
              [5, 6],
              [7, 9],
            ],
          ]),
        ),
      ),
    ).toEqual([5, 14]);
    expect(triu(zeros([0, 2, 2])).shape).toEqual([0, 2, 2]);
    expect(diag(zeros([0])).shape).toEqual([0, 0]);
    expect(kron(zeros([0, 2]), zeros([3, 4])).shape).toEqual([0, 8]);
  });
});

describe('errors', () => {
  it('refuse vectors, numbers and broken offsets', () => {
    const tooFew = 'to have two axes or more (the last two hold the matrices), got shape';
    expectFailure('shape', `ndarray.trace: expected a ${tooFew} [2]`, () => trace([1, 2]));
    expectFailure('shape', `ndarray.tril: expected a ${tooFew} [1]`, () => tril([1]));
    expectFailure('shape', `ndarray.kron: expected b ${tooFew} [2]`, () => kron([[1]], [1, 2]));
    expectFailure(
      'shape',
      'ndarray.kron: expected shapes that broadcast together (aligned at the last axis, each pair of lengths equal or one of them 1), got [3] and [2]',
      () => kron(zeros([3, 1, 1]), zeros([2, 4, 4])),
    );
    expectFailure('domain', 'ndarray.diagonal: expected offset to be an integer (a diagonal), got 0.5', () =>
      diagonal([[1]], { offset: 0.5 }),
    );
    expectFailure(
      'shape',
      'ndarray.diag: expected v to have an axis (the diagonal), got a single number',
      () => diag(slice([1], 0)),
    );
  });
});
