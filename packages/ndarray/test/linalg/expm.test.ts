import { add, array, eye, matmul, multiply, norm, subtract, take, transpose, zeros } from '@monge/ndarray';
import { createCpu } from '@monge/ndarray/executors';
import { det, diag, expm, inv, mapEigenvalues, solve, trace, tril } from '@monge/ndarray/linalg';
import { normal, permutation } from '@monge/random';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectFailure } from '../failure.js';
import * as fixtures from './fixtures.js';
import { expectNear, expectOrthonormal, gaussian, squares, symmetric } from './matrices.js';

const skewFrom = (a: ReturnType<typeof gaussian>) => subtract(a, transpose(a));

describe('laws', () => {
  it('e^A e^−A = I, and (e^A)² = e^2A', () => {
    fc.assert(
      fc.property(squares(6), (a) => {
        const [e, inverse] = [expm(a), expm(multiply(a, -1))];
        // Errors are relative to the factors of a product, which are larger than the product where it cancels.
        const unit = 1e-14 * norm(e);
        expectNear(matmul(e, inverse), eye(a.shape[0]), unit * norm(inverse));
        expectNear(matmul(e, e), expm(multiply(a, 2)), unit * Math.max(norm(e), norm(inverse)));
      }),
    );
  });

  it('det e^A = e^tr A', () => {
    fc.assert(
      fc.property(squares(4), (a) => {
        const e = expm(a);
        const condition = norm(e) * norm(expm(multiply(a, -1)));
        expectNear([det(e).get()], [Math.exp(trace(a).get())], 1e-14 * condition);
      }),
    );
  });

  it('is equivariant: under similarity, transposition and permutation', () => {
    const a = gaussian(1, [5, 5]);
    const s = gaussian(2, [5, 5]);
    expectNear(expm(solve(s, matmul(a, s))), solve(s, matmul(expm(a), s)), 1e-12);
    expectNear(expm(transpose(a)), transpose(expm(a)), 1e-14);
    const order = permutation(3, 5);
    const permuted = (x: typeof a) => take(take(x, order), order, { axis: 1 });
    expectNear(expm(permuted(a)), permuted(expm(a)), 1e-14);
  });

  it('of symmetric and skew matrices does not depend on what one says of them', () => {
    fc.assert(
      fc.property(symmetric(7), squares(7), (a, b) => {
        const general = expm(a);
        expectNear(expm(a, { structure: 'symmetric' }), general, 1e-14 * (1 + norm(a)));
        expect(expm(tril(a), { structure: 'symmetric' })).toEqual(expm(a, { structure: 'symmetric' }));
        const k = skewFrom(b);
        expectNear(expm(k, { structure: 'skew' }), expm(k), 1e-14 * (1 + norm(k)));
        expectOrthonormal(expm(tril(k), { structure: 'skew' }));
      }),
    );
  });

  it('of a symmetric matrix is exactly symmetric', () => {
    const e = expm(add(gaussian(4, [9, 9]), transpose(gaussian(4, [9, 9]))), { structure: 'symmetric' });
    expect(array(transpose(e))).toEqual(e);
  });

  it('does not depend on the executor, for n = 100', () => {
    const a = multiply(gaussian(5, [100, 100]), 0.3);
    expectNear(expm(a, { executor: createCpu() }), expm(a), 1e-12);
    expectNear(matmul(expm(a), expm(multiply(a, -1))), eye(100), 1e-10);
  });
});

describe('laws of mapEigenvalues', () => {
  it('composes, and is A for the identity', () => {
    fc.assert(
      fc.property(symmetric(7), (a) => {
        expectNear(
          mapEigenvalues(a, (x) => x),
          a,
          2e-14,
        );
        const cubed = mapEigenvalues(a, (x) => x ** 3);
        expectNear(cubed, matmul(matmul(a, a), a), 2e-14);
        expectNear(mapEigenvalues(cubed, Math.cbrt), a, 1e-7);
      }),
    );
  });
});

describe('oracles', () => {
  it.each([...fixtures.general, ...fixtures.symmetric.filter(({ exp }) => exp !== null)])(
    'of mpmath: $name',
    ({ a, exp }) => {
      expectNear(expm(a), exp, 1e-14 * Math.max(1, norm(a)));
    },
  );

  it.each(fixtures.symmetric.filter(({ exp }) => exp !== null))(
    'of mpmath, as symmetric: $name',
    ({ a, exp }) => {
      expectNear(expm(a, { structure: 'symmetric' }), exp, 2e-15 * Math.max(1, norm(a)));
    },
  );

  it('of a diagonal is the exponentials, and of a nilpotent matrix a polynomial', () => {
    const d = [-745, -30, 0, 1e-10, 1, 700];
    expectNear(multiply(expm(diag(d)), eye(6)), diag(d.map(Math.exp)), 1e-12);
    expectNear(
      expm([
        [0, 3, 5],
        [0, 0, 7],
        [0, 0, 0],
      ]),
      [
        [1, 3, 15.5],
        [0, 1, 7],
        [0, 0, 1],
      ],
      1e-15,
    );
    expectNear(
      expm([
        [0, 1e200],
        [0, 0],
      ]),
      [
        [1, 1e200],
        [0, 1],
      ],
      1e-15,
    );
  });

  it.each([0, 1e-300, 1e-160, 1e-9, 1e-4, 1, Math.PI - 1e-9, Math.PI, 10, 1e200])(
    'of a skew matrix is the rotation by its angle: %d',
    (angle) => {
      const [c, s] = [Math.cos(angle), Math.sin(angle)];
      const plane = [
        [0, -angle],
        [angle, 0],
      ];
      const space = [
        [0, -angle, 0],
        [angle, 0, 0],
        [0, 0, 0],
      ];
      expectNear(
        expm(plane, { structure: 'skew' }),
        [
          [c, -s],
          [s, c],
        ],
        1e-15,
      );
      expectNear(
        expm(space, { structure: 'skew' }),
        [
          [c, -s, 0],
          [s, c, 0],
          [0, 0, 1],
        ],
        1e-15,
      );
      expect(expm(space, { structure: 'skew' }).get(1, 0)).toBe(s);
    },
  );

  it('of a matrix far from normal takes no more squarings than it needs', () => {
    // Higham's example of overscaling: the norm is 1e6, the eigenvalues 1 and −1.
    expectNear(
      expm([
        [1, 1e6],
        [0, -1],
      ]),
      [
        [Math.E, 1e6 * Math.sinh(1)],
        [0, 1 / Math.E],
      ],
      1e-15,
    );
  });
});

describe('edges', () => {
  it('of nothing, and of one number', () => {
    expect(expm(zeros([0, 0])).shape).toEqual([0, 0]);
    expect(expm(zeros([0, 4, 4])).shape).toEqual([0, 4, 4]);
    expectNear(expm([[2]]), [[Math.exp(2)]], 1e-15);
    expect(expm([[-1e300]]).data).toEqual(Float64Array.of(0));
    expect(expm([[1e300]]).get(0, 0)).not.toBeLessThan(Infinity);
    expect(expm(zeros([3, 3]))).toEqual(eye(3));
    expectNear(expm(multiply(eye(3), 5e-324)), eye(3), 0);
  });

  it('gives NaN for a matrix with NaN or ∞, and leaves the others of the batch', () => {
    for (const structure of ['general', 'symmetric'] as const) {
      const a = zeros([3, 2, 2]);
      a.set(0, 1, 0, Number.NaN);
      a.set(2, 1, 0, Infinity);
      expect([...expm(a, { structure }).data].map(Number.isNaN)).toEqual(
        Array.from({ length: 12 }, (_, k) => k < 4 || k >= 8),
      );
    }
  });

  it('is float32 for float32, computed in float64', () => {
    const a = normal(6, [2, 3, 3], { dtype: 'float32' });
    const exact = expm(array(a, { dtype: 'float64' }));
    expect(expm(a).data).toEqual(Float32Array.from(exact.data));
  });

  it('inverts by negation', () => {
    const k = skewFrom(gaussian(7, [3, 3]));
    expectNear(expm(multiply(k, -1), { structure: 'skew' }), inv(expm(k, { structure: 'skew' })), 1e-15);
  });
});

describe('errors', () => {
  it('refuses another structure, and what is not square', () => {
    expectFailure(
      'domain',
      "ndarray.expm: expected structure to be 'general', 'symmetric' or 'skew', got rotation",
      // @ts-expect-error: another name
      () => expm([[1]], { structure: 'rotation' }),
    );
    expectFailure(
      'shape',
      'ndarray.expm: expected a to hold square matrices in its last two axes, got shape [1, 2]',
      () => expm([[1, 2]]),
    );
  });
});
