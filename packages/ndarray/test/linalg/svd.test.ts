import {
  add,
  array,
  eye,
  flip,
  matmul,
  multiply,
  norm,
  outer,
  reciprocal,
  slice,
  sort,
  sqrt,
  stack,
  subtract,
  take,
  transpose,
  zeros,
} from '@monge/ndarray';
import { eigvalsh, inv, lstsq, matrixRank, pinv, qr, solve, svd, svdvals } from '@monge/ndarray/linalg';
import { normal, permutation } from '@monge/random';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectFailure } from '../failure.js';
import * as fixtures from './fixtures.js';
import { expectNear, expectOrthonormal, gaussian, rectangles, squares } from './matrices.js';

type Matrix = ReturnType<typeof gaussian>;

/** Expects U diag(s) Vᵀ = A of the right shapes, descending, with orthonormal vectors. */
function expectDecomposition(a: Matrix): void {
  const [m, n] = a.shape as [number, number];
  const k = Math.min(m, n);
  const { u, s, vt } = svd(a);
  expect([u.shape, s.shape, vt.shape]).toEqual([[m, k], [k], [k, n]]);
  expectOrthonormal(u);
  expectOrthonormal(transpose(vt));
  expect(flip(sort(s))).toMatchObject({ shape: [k] });
  expect([...s.data]).toEqual([...s.data].toSorted((x, y) => y - x));
  expect(s.data.every((x) => x >= 0)).toBe(true);
  expectNear(matmul(multiply(u, s), vt), a, 1e-15 * (Math.max(m, n) + 4));
}

describe('laws of svd', () => {
  it('A = U diag(s) Vᵀ, tall or wide, for lengths up to 12 and for [60, 110]', () => {
    fc.assert(fc.property(rectangles(12), expectDecomposition));
    expectDecomposition(gaussian(1, [60, 110]));
  });

  it('the squares of s are the eigenvalues of Aᵀ A, and s those of Aᵀ', () => {
    fc.assert(
      fc.property(rectangles(), (a) => {
        const k = Math.min(...a.shape);
        const gram = flip(eigvalsh(matmul(transpose(a), a))).hi(k);
        const s = svdvals(a);
        expectNear(multiply(s, s), gram, 1e-14);
        expectNear(svdvals(transpose(a)), s, 1e-14);
        expectNear(svd(a).s, s, 1e-14);
      }),
    );
  });

  it('scales with the matrix, from 1e-300 to 1e300, exactly', () => {
    fc.assert(
      fc.property(rectangles(), (a) => {
        for (const scale of [2 ** 990, 2 ** -990]) {
          expect(svd(multiply(a, scale))).toEqual({ ...svd(a), s: multiply(svd(a).s, scale) });
        }
      }),
    );
  });

  it('does not change s when rows or columns change places', () => {
    const a = gaussian(2, [7, 5]);
    expectNear(svdvals(take(a, permutation(3, 7))), svdvals(a), 1e-14);
    expectNear(svdvals(take(a, permutation(4, 5), { axis: 1 })), svdvals(a), 1e-14);
  });

  it('orients the columns of U by their largest components', () => {
    fc.assert(
      fc.property(rectangles(), (a) => {
        const { u } = svd(a);
        for (let column = 0; column < u.shape[1]; column++) {
          const components = [...Array(u.shape[0]).keys()].map((row) => u.get(row, column));
          const most = Math.max(...components.map(Math.abs));
          expect(components.find((x) => Math.abs(x) > most / (1 + 1e-6))).toBeGreaterThan(0);
        }
      }),
    );
  });
});

describe('laws of pinv', () => {
  it('has the four properties of Penrose', () => {
    fc.assert(
      fc.property(rectangles(7), fc.boolean(), (whole, deficient) => {
        const a = deficient ? outer(slice(whole, null, 0), slice(whole, 0)) : whole;
        const x = pinv(a);
        const bound = 1e-13 * norm(a) * norm(x);
        expectNear(matmul(matmul(a, x), a), a, bound);
        expectNear(matmul(matmul(x, a), x), x, bound);
        expectNear(transpose(matmul(a, x)), matmul(a, x), bound);
        expectNear(transpose(matmul(x, a)), matmul(x, a), bound);
      }),
    );
  });

  it('of an invertible matrix is the inverse', () => {
    fc.assert(fc.property(squares(), (a) => expectNear(pinv(a), inv(a), 1e-14 * norm(a) * norm(inv(a)))));
  });
});

describe('laws of lstsq', () => {
  it('the residual is orthogonal to the columns', () => {
    fc.assert(
      fc.property(rectangles(), (a) => {
        const b = gaussian(5, [a.shape[0], 2]);
        const { x } = lstsq(a, b);
        const residual = subtract(matmul(a, x), b);
        expect(norm(matmul(transpose(a), residual))).toBeLessThanOrEqual(
          1e-13 * norm(a) * norm(b) * (1 + norm(a) * norm(pinv(a))),
        );
      }),
    );
  });

  it('is pinv(A) B, and of several minimisers the shortest', () => {
    const a = matmul(gaussian(6, [6, 2]), gaussian(7, [2, 4]));
    const b = gaussian(8, [6]);
    const { x, rank, singularValues } = lstsq(a, b);
    expect(rank.get()).toBe(2);
    expectNear(x, matmul(pinv(a), b), 1e-13);
    expectNear(singularValues, svdvals(a), 1e-14);
  });

  it('solves where there is a solution, and broadcasts', () => {
    const a = gaussian(9, [2, 1, 4, 4]);
    const b = gaussian(10, [3, 4, 2]);
    const { x, rank, singularValues } = lstsq(a, b);
    expect([x.shape, rank.shape, singularValues.shape]).toEqual([
      [2, 3, 4, 2],
      [2, 3],
      [2, 3, 4],
    ]);
    expectNear(x, solve(a, b), 1e-12);
    expect(rank.data).toEqual(new Int32Array(6).fill(4));
    expect(lstsq(gaussian(11, [2, 5, 3]), gaussian(12, [5])).x.shape).toEqual([2, 3]);
  });
});

describe('oracles', () => {
  it.each(fixtures.general)('of mpmath: $name', ({ a, singularValues }) => {
    expectNear(svdvals(a), singularValues, 2e-15);
    expectDecomposition(array(a) as Matrix);
  });

  it.each(fixtures.leastSquares)('of mpmath, least squares', ({ a, b, x }) => {
    expectNear(lstsq(a, b).x, x, 1e-13);
  });

  it('of a product with orthogonal matrices is known', () => {
    const s = [4, 2, 2, 1e-3, 1e-9];
    const u = qr(gaussian(13, [8, 5])).q;
    const v = qr(gaussian(14, [5, 5])).q;
    expectNear(svdvals(matmul(multiply(u, s), transpose(v))), s, 1e-15);
  });
});

describe('edges', () => {
  it('of zeros, ones, the identity, a row, a column', () => {
    for (const a of [
      zeros([3, 2]),
      add(zeros([6, 6]), 1),
      eye(4),
      gaussian(15, [1, 5]),
      gaussian(16, [5, 1]),
    ])
      expectDecomposition(a);
    expect(svdvals([[-3]]).data).toEqual(Float64Array.of(3));
    expectNear(
      svdvals([
        [3e-320, 0],
        [0, 4e-320],
      ]),
      [4e-320, 3e-320],
      1e-3,
    );
  });

  it('without elements', () => {
    expect(svd(zeros([3, 0])).u.shape).toEqual([3, 0]);
    expect(svd(zeros([0, 2, 3])).vt.shape).toEqual([0, 2, 3]);
    expect(pinv(zeros([3, 0])).shape).toEqual([0, 3]);
    expect(matrixRank(zeros([2, 0, 3]))).toEqual(array(new Int32Array(2)));
    expect(lstsq(zeros([3, 0]), [1, 2, 3]).x.shape).toEqual([0]);
  });

  it('gives NaN for a matrix with NaN, and leaves the others of the batch', () => {
    const a = add(zeros([2, 3, 2]), eye(3, 2));
    a.set(0, 1, 1, Number.NaN);
    expect([...svdvals(a).data]).toEqual([Number.NaN, Number.NaN, 1, 1]);
    expect(pinv(a).get(0, 0, 0)).toBeNaN();
    expect(matrixRank(a).data).toEqual(Int32Array.of(0, 2));
    expect(lstsq(a, [1, 2, 3]).x.data.slice(0, 2)).toEqual(Float64Array.of(Number.NaN, Number.NaN));
  });

  it('counts singular values above the rounding error of the element type', () => {
    const a = [
      [1, 0, 0],
      [0, 1e-5, 0],
      [0, 0, 1e-8],
    ];
    expect(matrixRank(a).get()).toBe(3);
    expect(matrixRank(array(a, { dtype: 'float32' })).get()).toBe(2);
    expect(matrixRank(a, { rtol: 1e-4 }).get()).toBe(1);
    expect(matrixRank(stack([a, zeros([3, 3])])).data).toEqual(Int32Array.of(3, 0));
    expectNear(
      pinv(a, { rtol: 1e-6 }),
      [
        [1, 0, 0],
        [0, 1e5, 0],
        [0, 0, 0],
      ],
      1e-15,
    );
  });

  it('is float32 for float32, computed in float64', () => {
    const a = normal(17, [3, 4], { dtype: 'float32' });
    expect(svd(a).u.data).toEqual(Float32Array.from(svd(array(a, { dtype: 'float64' })).u.data));
    expect(pinv(a).dtype).toBe('float32');
    expect(lstsq(a, [1, 2, 3]).x.dtype).toBe('float64');
    expect(sqrt(reciprocal(svdvals(a))).dtype).toBe('float32');
  });
});

describe('errors', () => {
  it('refuse a negative tolerance, vectors, and right-hand sides of another length', () => {
    expectFailure('domain', 'ndarray.pinv: expected rtol ≥ 0, got -1', () => pinv([[1]], { rtol: -1 }));
    expectFailure(
      'shape',
      'ndarray.svd: expected a to have two axes or more (the last two hold the matrices), got shape [1]',
      () => svd([1]),
    );
    expectFailure(
      'shape',
      'ndarray.lstsq: expected b of shape [3] or [..., 3, k] (right-hand sides; a is [3, 2]), got [2]; a batch of vectors needs a last axis of length 1',
      () => lstsq(zeros([3, 2]), [1, 2]),
    );
  });
});
