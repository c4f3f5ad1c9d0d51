import { array, fromData, matmul, transpose } from '@monge/ndarray';
import { solve } from '@monge/ndarray/linalg';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { conjugateGradients } from '../../src/implicit/conjugate-gradients.js';
import { gmres } from '../../src/implicit/gmres.js';
import { normals } from '../support/arrays.js';

const limits = { tolerance: 1e-12, maxProducts: 1000 };

/** The product with a matrix, and how many were taken. */
function counted(matrix: ReturnType<typeof normals>) {
  const count = { products: 0 };
  const product = (vector: Float64Array): Float64Array => {
    count.products++;
    return matmul(matrix, vector).data;
  };
  return { product, count };
}

/** A + shift·I. */
function shifted(matrix: ReturnType<typeof normals>, shift: number) {
  const n = matrix.shape[0];
  return fromData(
    matrix.data.map((value, k) => value + (k % (n + 1) === 0 ? shift : 0)),
    [n, n],
  );
}

const sizes = fc.tuple(fc.integer({ min: 1, max: 40 }), fc.nat(1000));
const methods = { gmres, conjugateGradients };

describe('GMRES and conjugate gradients', () => {
  it('agree with a dense solver on positive definite systems, within n products and a few', () => {
    fc.assert(
      fc.property(sizes, ([n, seed]) => {
        const half = normals([n, n], seed);
        const matrix = shifted(array(matmul(half, transpose(half))) as never, n);
        const b = normals([n], seed + 1).data;
        const expected = solve(matrix, b);
        for (const method of Object.values(methods)) {
          const { product, count } = counted(matrix);
          const { x, residual } = method(product, b, limits);
          expect(residual).toBeLessThanOrEqual(1e-12);
          x.forEach((value, k) => {
            expect(value).toBeCloseTo(expected.data[k], 10);
          });
          expect(count.products).toBeLessThanOrEqual(2 * n + 4);
        }
      }),
    );
  });

  it('GMRES agrees with it on others', () => {
    fc.assert(
      fc.property(sizes, ([n, seed]) => {
        const matrix = shifted(normals([n, n], seed), 3 * Math.sqrt(n));
        const b = normals([n], seed + 1).data;
        const expected = solve(matrix, b);
        const { x } = gmres(counted(matrix).product, b, limits);
        x.forEach((value, k) => {
          expect(value).toBeCloseTo(expected.data[k], 10);
        });
      }),
    );
  });

  it('GMRES goes on past the length of the basis that it keeps', () => {
    const n = 200;
    const matrix = shifted(normals([n, n], 7), 25);
    const b = normals([n], 8).data;
    const { x, residual } = gmres(counted(matrix).product, b, { tolerance: 1e-12, maxProducts: 2000 });
    const expected = solve(matrix, b);
    expect(residual).toBeLessThanOrEqual(1e-12);
    x.forEach((value, k) => {
      expect(value).toBeCloseTo(expected.data[k], 10);
    });
  });

  it('solve singular systems whose right-hand side is in the range', () => {
    const matrix = fromData(Float64Array.of(2, 0, 0, 0, 0, 0, 0, 0, 5), [3, 3]);
    for (const method of Object.values(methods)) {
      const { x, residual } = method(counted(matrix).product, Float64Array.of(2, 0, 10), limits);
      expect(residual).toBeLessThan(1e-12);
      expect(x[0]).toBeCloseTo(1, 12);
      expect(x[2]).toBeCloseTo(2, 12);
    }
  });

  it('say how far they are from a solution where there is none, and do not go on for ever', () => {
    const singular = [
      [0, 0, 0, 0],
      [1, 2, 2, 4],
      [0, 1, 0, 0],
      [0.1, 0.7, 0.2, 1.4],
    ].map((data) => fromData(Float64Array.from(data), [2, 2]));
    for (const matrix of singular) {
      const { product, count } = counted(matrix);
      const { residual } = gmres(product, Float64Array.of(1, 1), limits);
      expect(residual).toBeGreaterThan(1e-3);
      expect(count.products).toBeLessThan(20);
    }
    const { residual } = conjugateGradients(
      counted(fromData(Float64Array.of(1, 0, 0, 0), [2, 2])).product,
      Float64Array.of(1, 1),
      limits,
    );
    expect(residual).toBeGreaterThan(0.5);
  });

  it('are not taken in by a matrix that is singular up to rounding', () => {
    const n = 12;
    const half = normals([n, n - 1], 3);
    const matrix = array(matmul(half, transpose(half))) as ReturnType<typeof normals>;
    const b = normals([n], 4).data;
    for (const method of Object.values(methods)) {
      expect(method(counted(matrix).product, b, limits).residual).toBeGreaterThan(1e-3);
    }
  });

  it('have nothing to do for a right-hand side of zero, and stop at NaN and at the limit', () => {
    const matrix = shifted(normals([5, 5], 9), 10);
    for (const method of Object.values(methods)) {
      const { product, count } = counted(matrix);
      expect(method(product, new Float64Array(5), limits)).toEqual({ x: new Float64Array(5), residual: 0 });
      expect(method(product, new Float64Array(0), limits)).toEqual({ x: new Float64Array(0), residual: 0 });
      expect(count.products).toBe(0);
      expect(method(product, Float64Array.of(1, NaN, 0, 0, 0), limits).residual).toBeNaN();
      expect(
        method(product, Float64Array.of(1, 2, 3, 4, 5), { tolerance: 1e-12, maxProducts: 2 }).residual,
      ).toBeGreaterThan(1e-9);
    }
  });
});
