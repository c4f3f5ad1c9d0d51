import {
  add,
  all,
  array,
  eye,
  greaterEqual,
  matmul,
  multiply,
  type NdArray,
  slice,
  sort,
  take,
  transpose,
  zeros,
} from '@monge/ndarray';
import { diag, eigh, eigvalsh, inv, qr, trace, tril } from '@monge/ndarray/linalg';
import { normal, permutation } from '@monge/random';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectFailure } from '../failure.js';
import * as fixtures from './fixtures.js';
import { expectNear, expectOrthonormal, gaussian, hilbert, secondDifference, symmetric } from './matrices.js';

/** Expects V diag(λ) Vᵀ = A with ascending λ and orthonormal V, to a few n·ε. */
function expectDecomposition(a: NdArray): void {
  const n = a.shape[0];
  const { eigenvalues, eigenvectors } = eigh(a);
  expectOrthonormal(eigenvectors);
  expect(sort(eigenvalues)).toEqual(eigenvalues);
  expectNear(matmul(multiply(eigenvectors, eigenvalues), transpose(eigenvectors)), a, 1e-15 * (n + 2));
}

/** Expects the first of the largest components of each eigenvector, to 1e-6, to be positive. */
function expectOriented(a: NdArray): void {
  const { data } = eigh(a).eigenvectors;
  const n = a.shape[0];
  for (let column = 0; column < n; column++) {
    const components = Array.from({ length: n }, (_, row) => data[row * n + column]);
    const most = Math.max(...components.map(Math.abs));
    expect(components.find((x) => Math.abs(x) > most / (1 + 1e-6))).toBeGreaterThan(0);
  }
}

/** Q diag(λ) Qᵀ for an orthogonal Q of its own, exactly symmetric. */
function withEigenvalues(key: number, eigenvalues: readonly number[]): NdArray {
  const n = eigenvalues.length;
  const { q } = qr(gaussian(key, [n, n]));
  const a = matmul(multiply(q, eigenvalues), transpose(q));
  return multiply(add(a, transpose(a)), 0.5);
}

describe('laws', () => {
  it('A = V diag(λ) Vᵀ, for n up to 12 and for n = 120', () => {
    fc.assert(fc.property(symmetric(), expectDecomposition));
    const a = gaussian(1, [120, 120]);
    expectDecomposition(add(a, transpose(a)));
  });

  it('the eigenvalues sum up to the trace, and are those of eigvalsh', () => {
    fc.assert(
      fc.property(symmetric(), (a) => {
        const { eigenvalues } = eigh(a);
        expect(eigvalsh(a)).toEqual(eigenvalues);
        const sum = eigenvalues.data.reduce((s, x) => s + x, 0);
        const size = eigenvalues.data.reduce((s, x) => s + Math.abs(x), 0);
        expect(Math.abs(sum - trace(a).get())).toBeLessThanOrEqual(1e-14 * size);
      }),
    );
  });

  it('scales with the matrix, from 1e-300 to 1e300, and negation turns the order round', () => {
    fc.assert(
      fc.property(symmetric(), (a) => {
        for (const scale of [2 ** 990, 2 ** -990]) {
          const scaled = eigh(multiply(a, scale));
          expect(scaled.eigenvalues).toEqual(multiply(eigvalsh(a), scale));
          expect(scaled.eigenvectors).toEqual(eigh(a).eigenvectors);
        }
        expectNear(eigvalsh(multiply(a, -1)), multiply(slice(eigvalsh(a), [null, null, -1]), -1), 1e-14);
      }),
    );
  });

  it('is equivariant under permutations', () => {
    const a = withEigenvalues(2, [-3, -1, 0.5, 1, 2, 7]);
    const order = permutation(3, 6);
    const permuted = take(take(a, order), order, { axis: 1 });
    expectNear(eigvalsh(permuted), eigvalsh(a), 1e-14);
    const aligned = take(eigh(a).eigenvectors, order);
    const products = matmul(transpose(aligned), eigh(permuted).eigenvectors);
    expectNear(multiply(products, products), eye(6), 1e-13);
  });

  it('reads the lower triangle only', () => {
    for (const n of [3, 10]) {
      const a = withEigenvalues(
        4,
        Array.from({ length: n }, (_, k) => k),
      );
      expect(eigh(tril(a))).toEqual(eigh(a));
    }
  });

  it('orients each eigenvector by its largest component, the first of equally large ones', () => {
    fc.assert(fc.property(symmetric(), expectOriented));
    // Symmetric under reversal, so that the largest components come in pairs, equal but for rounding.
    for (const n of [3, 6, 20]) expectOriented(secondDifference(n));
  });
});

describe('oracles', () => {
  it.each(fixtures.symmetric)('of mpmath: $name', ({ a, eigenvalues }) => {
    expectNear(eigvalsh(a), eigenvalues, 2e-15);
    expectDecomposition(array(a));
  });

  it('the second difference on n points has the eigenvalues 2 − 2 cos(k π / (n + 1)), for n = 3 and 100', () => {
    for (const n of [3, 100]) {
      const expected = Array.from({ length: n }, (_, k) => 2 - 2 * Math.cos(((k + 1) * Math.PI) / (n + 1)));
      expectNear(eigvalsh(secondDifference(n)), expected, 1e-14);
    }
  });

  it('the eigenvalues of the inverse are the reciprocals, down to 1e-5 for a Hilbert matrix of order 4', () => {
    const reciprocals = slice(eigvalsh(inv(hilbert(4))), [null, null, -1]);
    expectNear(multiply(eigvalsh(hilbert(4)), reciprocals), [1, 1, 1, 1], 1e-11);
  });
});

describe('edges', () => {
  it.each([2, 3, 8, 9, 20])(
    'keeps vectors orthonormal for equal and nearly equal eigenvalues, n = %i',
    (n) => {
      for (const gap of [0, 1e-16, 1e-12, 1e-8, 1e-4]) {
        expectDecomposition(
          withEigenvalues(
            5,
            Array.from({ length: n }, (_, k) => 1 + gap * k),
          ),
        );
        expectDecomposition(
          withEigenvalues(
            6,
            Array.from({ length: n }, (_, k) => (k < 2 ? 1 + gap * k : 5 * k)),
          ),
        );
      }
      for (const a of [
        eye(n),
        zeros([n, n]),
        add(zeros([n, n]), 1),
        diag(Float64Array.from({ length: n }, (_, k) => n - k)),
      ]) {
        expectDecomposition(a);
      }
    },
  );

  it('finds small eigenvalues of positive definite matrices of order 3 to full accuracy, where formulas do not', () => {
    const a = [
      [1, 1e-8, 1e-12],
      [1e-8, 1e-10, 1e-17],
      [1e-12, 1e-17, 1e-20],
    ];
    // By mpmath, with 60 digits.
    const expected = [9.998001998001897e-21, 9.999990000000099e-11, 1];
    for (const [k, x] of expected.entries()) expectNear([eigvalsh(a).get(k)], [x], 1e-15);
  });

  it('takes matrices of subnormal numbers', () => {
    const tiny = Number.MIN_VALUE;
    expect(
      eigvalsh([
        [0, tiny],
        [tiny, 0],
      ]).data,
    ).toEqual(Float64Array.of(-tiny, tiny));
    expect(all(greaterEqual(eigvalsh(multiply(eye(5), 3 * tiny)), 2 * tiny))).toBe(true);
  });

  it('takes matrices and batches without elements', () => {
    expect(eigvalsh(zeros([0, 0])).shape).toEqual([0]);
    expect(eigh(zeros([0, 3, 3])).eigenvectors.shape).toEqual([0, 3, 3]);
    expect(eigh([[-4]])).toEqual({ eigenvalues: array([-4]), eigenvectors: array([[1]]) });
  });

  it.each([3, 12])(
    'gives NaN for a matrix with NaN or ∞, and leaves the others of the batch, n = %i',
    (n) => {
      const a = add(zeros([3, n, n]), eye(n));
      a.set(0, n - 1, 0, Number.NaN);
      a.set(2, 0, 0, Infinity);
      const { eigenvalues, eigenvectors } = eigh(a);
      expect([...eigenvalues.data].map(Number.isNaN)).toEqual(
        Array.from({ length: 3 * n }, (_, k) => Math.floor(k / n) !== 1),
      );
      expect(eigenvectors.get(0, 0, 0)).toBeNaN();
      expect(eigenvectors.get(1, 0, 0)).toBe(1);
    },
  );

  it('is float32 for float32, computed in float64', () => {
    const a = normal(7, [4, 4], { dtype: 'float32' });
    const exact = eigh(array(a, { dtype: 'float64' }));
    expect(eigh(a).eigenvalues.data).toEqual(Float32Array.from(exact.eigenvalues.data));
    expect(eigh(a).eigenvectors.data).toEqual(Float32Array.from(exact.eigenvectors.data));
  });
});

describe('errors', () => {
  it('refuses what is not square', () => {
    expectFailure(
      'shape',
      'ndarray.eigh: expected a to hold square matrices in its last two axes, got shape [2, 3]',
      () => eigh(zeros([2, 3])),
    );
  });
});
