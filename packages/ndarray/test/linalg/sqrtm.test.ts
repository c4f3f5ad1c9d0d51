import { array, eye, matmul, multiply, norm, transpose, zeros } from '@monge/ndarray';
import { createCpu } from '@monge/ndarray/executors';
import { diag, expm, inv, logm, sqrtm, tril } from '@monge/ndarray/linalg';
import { normal } from '@monge/random';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectFailure } from '../failure.js';
import * as fixtures from './fixtures.js';
import { expectNear, gaussian, positive, squares } from './matrices.js';

describe('laws', () => {
  it('X² = A, and X = e^(log A / 2)', () => {
    fc.assert(
      fc.property(squares(6), (whole) => {
        const a = expm(multiply(whole, 2 / norm(whole)));
        const x = sqrtm(a);
        expectNear(matmul(x, x), a, 1e-13);
        expectNear(x, expm(multiply(logm(a), 0.5)), 1e-13);
      }),
    );
  });

  it('of positive definite matrices is exactly symmetric, and as in general', () => {
    fc.assert(
      fc.property(positive(8), (a) => {
        const x = sqrtm(a, { structure: 'symmetric' });
        expect(array(transpose(x))).toEqual(x);
        expect(sqrtm(tril(a), { structure: 'symmetric' })).toEqual(x);
        expectNear(matmul(x, x), a, 1e-14 * (a.shape[0] + 2));
        expectNear(sqrtm(a), x, 1e-12);
      }),
    );
  });

  it('is equivariant under scaling and inversion', () => {
    const a = expm(multiply(gaussian(1, [5, 5]), 0.5));
    expectNear(sqrtm(multiply(a, 9)), multiply(sqrtm(a), 3), 1e-14);
    expectNear(sqrtm(inv(a)), inv(sqrtm(a)), 1e-12);
    for (const scale of [2 ** 498, 2 ** -498]) {
      expectNear(sqrtm(multiply(a, scale)), multiply(sqrtm(a), Math.sqrt(scale)), 1e-13);
    }
  });

  it('does not depend on the executor, for n = 100', () => {
    const a = expm(multiply(gaussian(2, [100, 100]), 0.05));
    const x = sqrtm(a, { executor: createCpu() });
    expectNear(x, sqrtm(a), 1e-12);
    expectNear(matmul(x, x), a, 1e-13);
  });
});

describe('oracles', () => {
  it.each(fixtures.general.filter(({ sqrt }) => sqrt !== null))(
    'of mpmath: $name',
    ({ a, inverse, sqrt }) => {
      expectNear(sqrtm(a), sqrt!, 1e-14 * norm(a) * norm(inverse));
    },
  );

  it.each(fixtures.symmetric.filter(({ sqrt }) => sqrt !== null))(
    'of mpmath, as symmetric: $name',
    (known) => {
      const condition = known.eigenvalues.at(-1)! / known.eigenvalues[0];
      expectNear(sqrtm(known.a, { structure: 'symmetric' }), known.sqrt!, 1e-15 * Math.sqrt(condition) * 4);
    },
  );

  it('of a Jordan block is known', () => {
    expectNear(
      sqrtm([
        [4, 1, 0],
        [0, 4, 1],
        [0, 0, 4],
      ]),
      [
        [2, 1 / 4, -1 / 64],
        [0, 2, 1 / 4],
        [0, 0, 2],
      ],
      1e-15,
    );
  });

  it('of a rotation is the rotation by half the angle', () => {
    const turn = (angle: number) => [
      [Math.cos(angle), -Math.sin(angle)],
      [Math.sin(angle), Math.cos(angle)],
    ];
    expectNear(sqrtm(turn(3)), turn(1.5), 1e-13);
  });
});

describe('edges', () => {
  it('of nothing, of one number, of I', () => {
    expect(sqrtm(zeros([0, 0])).shape).toEqual([0, 0]);
    expect(sqrtm(zeros([0, 3, 3])).shape).toEqual([0, 3, 3]);
    expect(sqrtm([[9]]).get(0, 0)).toBe(3);
    expectNear(sqrtm(eye(5)), eye(5), 1e-15);
  });

  it('of singular symmetric matrices: a rounding error below 0 counts as 0', () => {
    expectNear(
      sqrtm(
        [
          [1, 1],
          [1, 1],
        ],
        { structure: 'symmetric' },
      ),
      [
        [Math.SQRT1_2, Math.SQRT1_2],
        [Math.SQRT1_2, Math.SQRT1_2],
      ],
      1e-15,
    );
    expect(sqrtm(zeros([3, 3]), { structure: 'symmetric' })).toEqual(zeros([3, 3]));
    const thin = normal(3, [6, 2]);
    const a = matmul(thin, transpose(thin));
    const x = sqrtm(a, { structure: 'symmetric' });
    expectNear(matmul(x, x), a, 1e-14);
    const single = sqrtm(array(a, { dtype: 'float32' }), { structure: 'symmetric' });
    expect(single.dtype).toBe('float32');
    expectNear(matmul(single, single), a, 1e-5);
  });

  it('gives NaN for a matrix with NaN, and leaves the others of the batch', () => {
    for (const structure of ['general', 'symmetric'] as const) {
      const x = sqrtm(
        [
          [
            [4, 0],
            [Number.NaN, 4],
          ],
          [
            [4, 0],
            [0, 9],
          ],
        ],
        { structure },
      );
      expect(x.get(0, 0, 0)).toBeNaN();
      expect(x.get(1, 1, 1)).toBeCloseTo(3, 14);
    }
  });
});

describe('errors', () => {
  it('says which matrix has no principal square root, and by which eigenvalue', () => {
    expectFailure(
      'domain',
      'ndarray.sqrtm: expected matrices with a real principal square root (no eigenvalue ≤ 0), got a[1] with an eigenvalue of -4; if it is symmetric, say so by structure',
      () =>
        sqrtm([
          [
            [1, 0],
            [0, 1],
          ],
          [
            [1, 0],
            [0, -4],
          ],
        ]),
    );
    expectFailure(
      'domain',
      'ndarray.sqrtm: expected positive semi-definite matrices, got a with an eigenvalue of -4; add a small multiple of the identity',
      () => sqrtm(diag([1, 2, -4]), { structure: 'symmetric' }),
    );
    expectFailure(
      'domain',
      "ndarray.sqrtm: expected structure to be 'general' or 'symmetric', got skew",
      // @ts-expect-error: another name
      () => sqrtm([[1]], { structure: 'skew' }),
    );
  });
});
