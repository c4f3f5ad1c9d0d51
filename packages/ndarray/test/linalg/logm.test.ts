import { add, array, eye, matmul, multiply, norm, subtract, transpose, zeros } from '@monge/ndarray';
import { createCpu } from '@monge/ndarray/executors';
import { det, diag, expm, logm, qr, tril } from '@monge/ndarray/linalg';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectFailure } from '../failure.js';
import * as fixtures from './fixtures.js';
import { expectNear, gaussian, positive, squares } from './matrices.js';

/** The skew matrix of a vector of R³. */
const cross = ([x, y, z]: readonly number[]) => [
  [0, -z, y],
  [z, 0, -x],
  [-y, x, 0],
];

/** A unit vector, unlike any axis. */
const axis = [2 / 7, -3 / 7, 6 / 7];

/** Rotations of R^n by these angles, in planes of their own. */
function rotation(key: number, n: number, angles: readonly number[]): ReturnType<typeof gaussian> {
  const blocks = eye(n);
  angles.forEach((angle, k) => {
    blocks.set(2 * k, 2 * k, Math.cos(angle));
    blocks.set(2 * k + 1, 2 * k + 1, Math.cos(angle));
    blocks.set(2 * k + 1, 2 * k, Math.sin(angle));
    blocks.set(2 * k, 2 * k + 1, -Math.sin(angle));
  });
  const { q } = qr(gaussian(key, [n, n]));
  return matmul(matmul(q, blocks), transpose(q));
}

describe('laws', () => {
  it('log e^A = A while the eigenvalues stay within the strip, and e^log B = B', () => {
    fc.assert(
      fc.property(squares(6), (whole) => {
        const a = multiply(whole, 2 / norm(whole));
        expectNear(logm(expm(a)), a, 1e-12);
        expectNear(expm(logm(expm(a))), expm(a), 1e-12);
      }),
    );
  });

  it('is equivariant under transposition and inversion', () => {
    const a = expm(multiply(gaussian(1, [5, 5]), 0.5));
    expectNear(logm(transpose(a)), transpose(logm(a)), 1e-12);
    const negative = expm(multiply(logm(a), -1));
    expectNear(logm(negative), multiply(logm(a), -1), 1e-11);
  });

  it('of positive definite matrices: e^log A = A, exactly symmetric, and as in general', () => {
    fc.assert(
      fc.property(positive(7), (a) => {
        const log = logm(a, { structure: 'symmetric' });
        expect(array(transpose(log))).toEqual(log);
        expect(logm(tril(a), { structure: 'symmetric' })).toEqual(log);
        expectNear(expm(log, { structure: 'symmetric' }), a, 1e-13);
        expectNear(logm(a), log, 1e-10);
      }),
    );
  });

  it('of rotations of the plane and of space is skew, inverts expm, and is as in general', () => {
    const angle = fc.double({ min: 1e-9, max: 3, noNaN: true });
    fc.assert(
      fc.property(angle, fc.nat(), (size, key) => {
        const direction = gaussian(key, [3]);
        const k = multiply(cross([...direction.data]), size / norm(direction));
        const r = expm(k, { structure: 'skew' });
        const log = logm(r, { structure: 'rotation' });
        expect(norm(add(log, transpose(log)))).toBe(0);
        expectNear(log, k, 1e-15 + 5e-16 / size);
        const plane = [
          [0, -size],
          [size, 0],
        ];
        expectNear(logm(expm(plane), { structure: 'rotation' }), plane, 1e-15 + 5e-16 / size);
        expectNear(logm(r), log, 1e-12 + 1e-15 / size);
      }),
    );
  });

  it('of rotations in higher dimensions inverts expm', () => {
    fc.assert(
      fc.property(fc.integer({ min: 4, max: 9 }), fc.nat(), (n, key) => {
        const whole = subtract(gaussian(key, [n, n]), transpose(gaussian(key, [n, n])));
        const k = multiply(whole, 2 / norm(whole));
        const log = logm(expm(k, { structure: 'skew' }), { structure: 'rotation' });
        expect(norm(add(log, transpose(log)))).toBe(0);
        expectNear(log, k, 1e-14 * n);
      }),
    );
  });
});

describe('oracles', () => {
  it.each(fixtures.general.filter(({ log }) => log !== null))('of mpmath: $name', ({ a, inverse, log }) => {
    expectNear(logm(a), log!, 1e-14 * norm(a) * norm(inverse));
  });

  it.each(fixtures.symmetric.filter(({ log }) => log !== null))(
    'of mpmath, as symmetric: $name',
    ({ a, log, eigenvalues }) => {
      const condition = eigenvalues.at(-1)! / eigenvalues[0];
      expectNear(logm(a, { structure: 'symmetric' }), log!, 1e-15 * condition + 4e-15 / norm(log!));
    },
  );

  it.each([0, 1e-300, 1e-9, 1e-4, 1, 2, 3, Math.PI - 1e-4, Math.PI - 1e-9])(
    'of a rotation of space is the angle along its axis: %d',
    (angle) => {
      const k = multiply(cross(axis), angle);
      const log = logm(expm(k, { structure: 'skew' }), { structure: 'rotation' });
      expect(norm(subtract(log, k))).toBeLessThanOrEqual(2e-15 * Math.min(1, angle) + 1e-15 * angle);
    },
  );

  it('of a half turn has the angle π, about the axis whose largest component is positive', () => {
    // 2 v vᵀ − I
    const halfTurn = axis.map((x, i) => axis.map((y, j) => 2 * x * y - (i === j ? 1 : 0)));
    expectNear(logm(halfTurn, { structure: 'rotation' }), multiply(cross(axis), Math.PI), 1e-15);
    for (const d of [
      [1, -1, -1],
      [-1, 1, -1],
      [-1, -1, 1],
    ]) {
      const k = logm(diag(d), { structure: 'rotation' });
      expectNear(k, multiply(cross(d.map((x) => (x + 1) / 2)), Math.PI), 1e-15);
    }
    for (const zero of [0, -0]) {
      const halfTurnOfPlane = [
        [-1, 0],
        [zero, -1],
      ];
      expect(logm(halfTurnOfPlane, { structure: 'rotation' }).get(1, 0)).toBe(Math.PI);
    }
  });

  it.each([1, 3, Math.PI - 1e-5])(
    'of rotations by equal angles, in four dimensions and more: %d',
    (angle) => {
      for (const n of [4, 5, 8]) {
        const r = rotation(n, n, [angle, angle]);
        const log = logm(r, { structure: 'rotation' });
        const bound = 1e-14 / (Math.PI - angle);
        expectNear(expm(log), r, bound);
        expect(Math.abs(norm(log) - 2 * angle)).toBeLessThan(bound);
      }
    },
  );
});

describe('near a half turn', () => {
  it.each([1, 2, 3])('general matrices lose digits: at a distance of 1e-%i', (digits) => {
    const r = rotation(3, 4, [Math.PI - 10 ** -digits]);
    expectNear(logm(r), logm(r, { structure: 'rotation' }), 1e-15 * 100 ** digits);
  });

  it.each([6, 7, 8])('and are refused before half of them are lost: 1e-%i', (digits) => {
    const r = rotation(3, 4, [Math.PI - 10 ** -digits]);
    expect(() => logm(r)).toThrow('real principal logarithm');
    expectNear(expm(logm(r, { structure: 'rotation' })), r, 1e-15 * 10 ** digits);
  });
});

describe('edges', () => {
  it('of nothing, of I, of one number, and at scales of 1e±150', () => {
    expect(logm(zeros([0, 0])).shape).toEqual([0, 0]);
    expect(logm(zeros([0, 3, 3]), { structure: 'rotation' }).shape).toEqual([0, 3, 3]);
    expect(norm(logm(eye(3)))).toBe(0);
    expect(norm(logm(eye(4), { structure: 'rotation' }))).toBe(0);
    expect(logm([[1]], { structure: 'rotation' }).get(0, 0)).toBe(0);
    for (const scale of [1e150, 1e-150]) {
      expectNear(logm([[scale]]), [[Math.log(scale)]], 1e-15);
      expectNear(logm(multiply(eye(3), scale)), multiply(eye(3), Math.log(scale)), 1e-15);
    }
  });

  it('keeps the digits of matrices near I', () => {
    const k = multiply(gaussian(2, [4, 4]), 2 ** -30);
    const a = array(k);
    for (let i = 0; i < 4; i++) a.set(i, i, a.get(i, i) + 1);
    const x = subtract(a, eye(4));
    expectNear(logm(a), subtract(x, multiply(matmul(x, x), 0.5)), 1e-15);
  });

  it('gives NaN for a matrix with NaN, and leaves the others of the batch', () => {
    for (const structure of ['general', 'symmetric', 'rotation'] as const) {
      const a = array([eye(3), eye(3)].map((x) => [0, 1, 2].map((i) => [0, 1, 2].map((j) => x.get(i, j)))));
      a.set(0, 1, 0, Number.NaN);
      const log = logm(a, { structure });
      expect(log.get(0, 1, 0)).toBeNaN();
      expect(Math.abs(log.get(1, 1, 0))).toBe(0);
    }
  });

  it.each([2, 3, 4])('a rotation with NaN or ∞ anywhere has NaN everywhere, n = %i', (n) => {
    for (const value of [Number.NaN, Infinity]) {
      for (let at = 0; at < n * n; at++) {
        const r = eye(n);
        r.data[at] = value;
        expect([...logm(r, { structure: 'rotation' }).data].every(Number.isNaN)).toBe(true);
      }
    }
  });

  it('is float32 for float32, and takes rotations of its precision', () => {
    const r = array(expm(cross(axis), { structure: 'skew' }), { dtype: 'float32' });
    const log = logm(r, { structure: 'rotation' });
    expect(log.dtype).toBe('float32');
    expectNear(log, cross(axis), 2e-7);
  });

  it('does not depend on the executor', () => {
    const a = expm(multiply(gaussian(3, [40, 40]), 0.1));
    expectNear(logm(a, { executor: createCpu() }), logm(a), 1e-12);
  });
});

describe('errors', () => {
  it('says which matrix has no principal logarithm, and by which eigenvalue', () => {
    const a = [
      [
        [2, 0],
        [0, 3],
      ],
      [
        [2, 0],
        [0, -3],
      ],
    ];
    expectFailure(
      'domain',
      'ndarray.logm: expected matrices with a real principal logarithm (no eigenvalue ≤ 0), got a[1] with an eigenvalue of -3; if it is symmetric or a rotation, say so by structure',
      () => logm(a),
    );
    expectFailure(
      'domain',
      'ndarray.logm: expected positive definite matrices, got a[1] with an eigenvalue of -3; add a small multiple of the identity',
      () => logm(a, { structure: 'symmetric' }),
    );
    expect(() =>
      logm([
        [-1, 1],
        [0, -1],
      ]),
    ).toThrow('with an eigenvalue of -1');
    expect(() =>
      logm([
        [1, 2],
        [2, 4],
      ]),
    ).toThrow(/real principal logarithm .* with an eigenvalue of/);
    expect(() => logm(rotation(1, 4, [Math.PI - 1e-9]))).toThrow('real principal logarithm');
  });

  it('refuses what is not a rotation', () => {
    expectFailure(
      'domain',
      'ndarray.logm: expected rotations (RᵀR = I, det R = 1), got a, which is a reflection; project it by svd, or leave structure out',
      () => logm(diag([1, 1, -1]), { structure: 'rotation' }),
    );
    expectFailure(
      'domain',
      'ndarray.logm: expected rotations (RᵀR = I, det R = 1), got a[1], which differs from it by 3; project it by svd, or leave structure out',
      () => logm([eyeOf(1), eyeOf(2)], { structure: 'rotation' }),
    );
    expect(det(rotation(2, 4, [Math.PI])).get()).toBeCloseTo(1, 12);
    expectFailure(
      'domain',
      'ndarray.logm: expected rotations by angles below π, got a, which turns a plane by π and has no principal logarithm',
      () => logm(rotation(2, 4, [Math.PI]), { structure: 'rotation' }),
    );
    expectFailure(
      'domain',
      "ndarray.logm: expected structure to be 'general', 'symmetric' or 'rotation', got skew",
      // @ts-expect-error: another name
      () => logm([[1]], { structure: 'skew' }),
    );
  });
});

const eyeOf = (x: number) => [
  [x, 0],
  [0, x],
];
