import { all, array, greaterEqual, matmul, multiply, zeros } from '@monge/ndarray';
import { diagonal, qr, triu } from '@monge/ndarray/linalg';
import { normal } from '@monge/random';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectFailure } from '../failure.js';
import { expectNear, expectOrthonormal, gaussian, rectangles } from './matrices.js';

describe('laws', () => {
  const isDecomposition = (a: ReturnType<typeof gaussian>) => {
    const [m, n] = a.shape as [number, number];
    const { q, r } = qr(a);
    expect(q.shape).toEqual([m, Math.min(m, n)]);
    expect(r.shape).toEqual([Math.min(m, n), n]);
    expectOrthonormal(q);
    expect(triu(r)).toEqual(r);
    expect(all(greaterEqual(diagonal(r), 0))).toBe(true);
    expectNear(matmul(q, r), a, 1e-15 * (n + 4));
  };

  it('A = Q R, with orthonormal columns and an upper triangle of diagonal ≥ 0, tall or wide', () => {
    fc.assert(fc.property(rectangles(), isDecomposition));
    isDecomposition(gaussian(1, [140, 110]));
  });

  it('is unique: the factors of Q R are Q and R', () => {
    const { q, r } = qr(gaussian(2, [7, 4]));
    const again = qr(matmul(q, r));
    expectNear(again.q, q, 1e-13);
    expectNear(again.r, r, 1e-13);
  });

  it('scales with the matrix, from 1e-300 to 1e300, exactly', () => {
    const a = gaussian(3, [5, 3]);
    for (const scale of [2 ** 996, 2 ** -996]) {
      expect(qr(multiply(a, scale)).q).toEqual(qr(a).q);
      expect(qr(multiply(a, scale)).r).toEqual(multiply(qr(a).r, scale));
    }
  });
});

describe('edges', () => {
  it('takes matrices of deficient rank', () => {
    const a = [
      [1, 0, 2],
      [2, 0, 4],
      [3, 0, 6],
      [1, 0, 2],
    ];
    const { q, r } = qr(a);
    expectOrthonormal(q);
    expectNear(matmul(q, r), a, 1e-15);
    expectNear(matmul(qr(zeros([3, 2])).q, qr(zeros([3, 2])).r), zeros([3, 2]), 0);
  });

  it('takes matrices and batches without elements', () => {
    expect(qr(zeros([4, 0])).q.shape).toEqual([4, 0]);
    expect(qr(zeros([0, 4])).r.shape).toEqual([0, 4]);
    expect(qr(zeros([0, 3, 2])).r.shape).toEqual([0, 2, 2]);
  });

  it('gives NaN for a matrix with NaN or ∞, and leaves the others of the batch', () => {
    const a = gaussian(4, [3, 3, 2]);
    a.set(1, 0, 0, Number.NaN);
    a.set(2, 0, 0, Infinity);
    const { q, r } = qr(a);
    expect([...q.data].map(Number.isNaN)).toEqual(Array.from({ length: 18 }, (_, k) => k >= 6));
    expect([...r.data].map(Number.isNaN)).toEqual(Array.from({ length: 12 }, (_, k) => k >= 4));
  });

  it('is float32 for float32', () => {
    const a = normal(5, [4, 4], { dtype: 'float32' });
    expect(qr(a).q.data).toEqual(Float32Array.from(qr(array(a, { dtype: 'float64' })).q.data));
  });
});

describe('errors', () => {
  it('refuses vectors', () => {
    expectFailure(
      'shape',
      'ndarray.qr: expected a to have two axes or more (the last two hold the matrices), got shape [2]',
      () => qr([1, 2]),
    );
  });
});
