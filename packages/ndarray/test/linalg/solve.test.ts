import {
  array,
  broadcastTo,
  eye,
  flip,
  matmul,
  multiply,
  norm,
  slice,
  subtract,
  sum,
  take,
  toNested,
  transpose,
  zeros,
} from '@monge/ndarray';
import { det, diag, inv, slogdet, solve, solveTriangular, tril, triu } from '@monge/ndarray/linalg';
import { normal, permutation } from '@monge/random';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectFailure } from '../failure.js';
import * as fixtures from './fixtures.js';
import { expectNear, gaussian, hilbert, secondDifference, squares } from './matrices.js';

describe('laws of solve', () => {
  it('leaves a residual of a few n·ε·|A||X|, for n up to 12 and for n = 150', () => {
    const residualIsSmall = (a: ReturnType<typeof gaussian>) => {
      const n = a.shape[0];
      const b = gaussian(1, [n, 3]);
      const x = solve(a, b);
      const bound = 4 * n * Number.EPSILON * norm(a) * norm(x);
      expect(norm(subtract(matmul(a, x), b))).toBeLessThanOrEqual(bound);
    };
    fc.assert(fc.property(squares(12), residualIsSmall));
    residualIsSmall(gaussian(2, [150, 150]));
  });

  it('does not change when the equations change places', () => {
    fc.assert(
      fc.property(squares(), (a) => {
        const n = a.shape[0];
        const order = permutation(5, n);
        const b = gaussian(3, [n]);
        expectNear(solve(take(a, order), take(b, order)), solve(a, b), 1e-9);
      }),
    );
  });

  it('factors one matrix for a batch of right-hand sides, and broadcasts both', () => {
    const batches = [
      { ofA: [2, 1], ofB: [3] },
      { ofA: [1, 2], ofB: [3, 1] },
    ];
    for (const { ofA, ofB } of batches) {
      const a = gaussian(4, [...ofA, 4, 4]);
      const b = gaussian(5, [...ofB, 4, 2]);
      const x = solve(a, b);
      const [whole, each] = [broadcastTo(a, [...x.shape.slice(0, 2), 4, 4]), broadcastTo(b, x.shape)];
      for (let i = 0; i < x.shape[0]; i++) {
        for (let j = 0; j < x.shape[1]; j++) {
          expect(toNested(slice(x, i, j))).toEqual(toNested(solve(slice(whole, i, j), slice(each, i, j))));
        }
      }
    }
  });

  it('reads b as NumPy 2 does: a vector if it has one axis, matrices otherwise', () => {
    const a = gaussian(6, [5, 3, 3]);
    expect(solve(a, [1, 2, 3]).shape).toEqual([5, 3]);
    expect(solve(a, [[1], [2], [3]]).shape).toEqual([5, 3, 1]);
    expect(solve(a, gaussian(7, [5, 3, 2])).shape).toEqual([5, 3, 2]);
  });
});

describe('laws of solveTriangular', () => {
  const options = fc.record({
    triangle: fc.constantFrom('lower' as const, 'upper' as const),
    transposed: fc.boolean(),
    unitDiagonal: fc.boolean(),
  });

  it('solves T X = B for either triangle, transposed or not, whatever the other triangle holds', () => {
    fc.assert(
      fc.property(squares(6), options, (whole, chosen) => {
        const n = whole.shape[0];
        const triangle = chosen.triangle === 'lower' ? tril : triu;
        const strict = triangle(whole, { offset: chosen.triangle === 'lower' ? -1 : 1 });
        const part = chosen.unitDiagonal ? subtract(strict, multiply(eye(n), -1)) : triangle(whole);
        const t = chosen.transposed ? transpose(part) : part;
        const b = gaussian(8, [n, 2]);
        const x = solveTriangular(whole, b, chosen);
        const bound = 4 * n * Number.EPSILON * norm(t) * norm(x);
        expect(norm(subtract(matmul(t, x), b))).toBeLessThanOrEqual(bound);
      }),
    );
  });
});

describe('laws of inv and det', () => {
  it('A A⁻¹ = I, and the inverse of the inverse is A', () => {
    fc.assert(
      fc.property(squares(8), (a) => {
        const condition = norm(a) * norm(inv(a));
        expectNear(matmul(a, inv(a)), eye(a.shape[0]), 1e-14 * condition);
        expectNear(inv(inv(a)), a, 1e-14 * condition);
      }),
    );
  });

  it('det AB = det A det B, det Aᵀ = det A, and exchanging two rows changes the sign', () => {
    fc.assert(
      fc.property(squares(5), (a) => {
        const n = a.shape[0];
        const b = gaussian(9, [n, n]);
        const product = det(a).get() * det(b).get();
        const size = norm(a) ** n * norm(b) ** n;
        expect(Math.abs(det(matmul(a, b)).get() - product)).toBeLessThanOrEqual(1e-14 * size);
        expect(Math.abs(det(transpose(a)).get() - det(a).get())).toBeLessThanOrEqual(1e-14 * norm(a) ** n);
        const sign = (Math.floor(n / 2) & 1) === 0 ? 1 : -1;
        expect(Math.abs(det(flip(a, 0)).get() - sign * det(a).get())).toBeLessThanOrEqual(
          1e-14 * norm(a) ** n,
        );
      }),
    );
  });

  it('slogdet is the sign and the logarithm of det', () => {
    fc.assert(
      fc.property(squares(6), (a) => {
        const { sign, logAbsDet } = slogdet(a);
        expectNear([sign.get() * Math.exp(logAbsDet.get())], [det(a).get()], 1e-13);
      }),
    );
  });
});

describe('oracles', () => {
  it.each(fixtures.general)('of mpmath: $name', ({ a, inverse, det: determinant, logAbsDet }) => {
    const condition = norm(a) * norm(inverse);
    expectNear(inv(a), inverse, 1e-15 * condition);
    expectNear([det(a).get()], [determinant], 1e-15 * condition);
    expect(Math.abs(slogdet(a).logAbsDet.get() - logAbsDet)).toBeLessThanOrEqual(1e-15 * condition);
  });

  it('the inverse of a Hilbert matrix is known, and its determinant', () => {
    expectNear(
      inv(hilbert(3)),
      [
        [9, -36, 30],
        [-36, 192, -180],
        [30, -180, 180],
      ],
      1e-13,
    );
    expect(det(hilbert(3)).get() * 2160).toBeCloseTo(1, 12);
    expect(det(hilbert(7)).get() / 4.835802623926117e-25).toBeCloseTo(1, 8);
  });

  it('the second difference on n points has the determinant n + 1, for n = 200 too', () => {
    expect(det(secondDifference(200)).get()).toBeCloseTo(201, 9);
    expect(slogdet(secondDifference(200)).logAbsDet.get()).toBeCloseTo(Math.log(201), 12);
  });
});

describe('edges', () => {
  it('of empty matrices and batches', () => {
    expect(det(zeros([0, 0])).get()).toBe(1);
    expect(slogdet(zeros([2, 0, 0])).logAbsDet).toEqual(zeros([2]));
    expect(inv(zeros([0, 0])).shape).toEqual([0, 0]);
    expect(inv(zeros([0, 3, 3])).shape).toEqual([0, 3, 3]);
    expect(solve(zeros([0, 3, 3]), [1, 2, 3]).shape).toEqual([0, 3]);
    expect(solve(zeros([0, 0]), zeros([0])).shape).toEqual([0]);
    expect(solve(eye(3), zeros([3, 0])).shape).toEqual([3, 0]);
  });

  it('hold at scales of 1e±150, where the determinant overflows and its logarithm does not', () => {
    const a = gaussian(10, [3, 3]);
    for (const scale of [2 ** 498, 2 ** -498]) {
      expect(inv(multiply(a, scale))).toEqual(multiply(inv(a), 1 / scale));
      const { sign, logAbsDet } = slogdet(multiply(a, scale));
      expect(sign.get()).toBe(slogdet(a).sign.get());
      expect(logAbsDet.get()).toBeCloseTo(slogdet(a).logAbsDet.get() + 3 * Math.log(scale), 9);
    }
  });

  it('exchange rows rather than divide by a small pivot', () => {
    expectNear(
      solve(
        [
          [1e-20, 1],
          [1, 1],
        ],
        [1, 2],
      ),
      [1, 1],
      1e-15,
    );
    expect(
      solve(
        [
          [0, 2],
          [3, 0],
        ],
        [4, 9],
      ).data,
    ).toEqual(Float64Array.of(3, 2));
  });

  it('a singular matrix has the determinant 0, and a logarithm of −∞', () => {
    expect(
      Math.abs(
        det([
          [1, 2],
          [2, 4],
        ]).get(),
      ),
    ).toBe(0);
    const { sign, logAbsDet } = slogdet([
      [
        [1, 2],
        [2, 4],
      ],
      [
        [0, 1],
        [1, 0],
      ],
    ]);
    expect(sign.data).toEqual(Float64Array.of(0, -1));
    expect(logAbsDet.data).toEqual(Float64Array.of(-Infinity, 0));
  });

  it('NaN spreads through its own matrix only', () => {
    const a = gaussian(11, [2, 3, 3]);
    a.set(0, 1, 1, Number.NaN);
    for (const values of [det(a), slogdet(a).logAbsDet, sum(inv(a), { axis: [1, 2] })]) {
      expect([...values.data].map(Number.isNaN)).toEqual([true, false]);
    }
  });

  it.each([
    {
      where: 'below a zero',
      a: [
        [0, 1],
        [Number.NaN, 1],
      ],
    },
    {
      where: 'beside a zero',
      a: [
        [0, Number.NaN],
        [0, 1],
      ],
    },
    {
      where: 'in the last place',
      a: [
        [0, 0],
        [0, Number.NaN],
      ],
    },
  ])('a matrix with NaN $where is not taken for a singular one', ({ a }) => {
    const results = [det(a), slogdet(a).sign, slogdet(a).logAbsDet, inv(a), solve(a, [1, 0])];
    for (const { data } of results) expect([...data].every(Number.isNaN)).toBe(true);
  });

  it('finds a determinant where products of pivots overflow on the way, or underflow', () => {
    expect(det(diag([1e200, 1e200, 1e-200, -1e-200])).get()).toBeCloseTo(-1, 12);
    expect(det(diag([1e-200, 1e-200, 1e200, 3e200])).get()).toBeCloseTo(3, 11);
    expect(det(diag([1e200, 1e200, 0])).get()).toBe(0);
    expect(det(diag([1e200, -1e200])).get()).toBe(-Infinity);
    expect(det([[Number.MIN_VALUE]]).get()).toBe(Number.MIN_VALUE);
  });

  it('are float32 if both sides are, computed in float64', () => {
    const a = normal(12, [5, 5], { dtype: 'float32' });
    const b = normal(13, [5], { dtype: 'float32' });
    const exact = solve(array(a, { dtype: 'float64' }), array(b, { dtype: 'float64' }));
    expect(solve(a, b).data).toEqual(Float32Array.from(exact.data));
    expect(solve(a, [1, 2, 3, 4, 5]).dtype).toBe('float64');
    expect(solve(eye(5), b).dtype).toBe('float64');
    expect(det(a).dtype).toBe('float32');
  });
});

describe('errors', () => {
  it('say which matrix is singular, and where', () => {
    const a = gaussian(14, [2, 2, 2, 2]);
    for (let k = 0; k < 2; k++) a.set(1, 0, k, 0, 0);
    const singular = 'expected invertible matrices, got a[1, 0] with pivot 0 in row 0; use';
    expectFailure('domain', `ndarray.solve: ${singular} lstsq or pinv`, () => solve(a, [1, 2]));
    expectFailure('domain', `ndarray.inv: ${singular} pinv`, () => inv(a));
  });

  it('say which row of a triangular matrix has a zero, in either direction', () => {
    const t = [
      [
        [1, 2],
        [3, 4],
      ],
      [
        [1, 2],
        [0, 0],
      ],
    ];
    for (const triangle of ['lower', 'upper'] as const) {
      expectFailure(
        'domain',
        'ndarray.solveTriangular: expected invertible matrices, got t[1] with 0 on the diagonal in row 1; use lstsq or pinv',
        () => solveTriangular(t, [1, 2], { triangle }),
      );
    }
  });

  it('refuse right-hand sides of another length, and say what a batch of vectors needs', () => {
    expectFailure(
      'shape',
      'ndarray.solve: expected b of shape [3] or [..., 3, k] (right-hand sides; a is [5, 3, 3]), got [5, 2]; a batch of vectors needs a last axis of length 1',
      () => solve(zeros([5, 3, 3]), zeros([5, 2])),
    );
    expectFailure(
      'shape',
      'ndarray.solve: expected shapes that broadcast together (aligned at the last axis, each pair of lengths equal or one of them 1), got [2] and [3]',
      () => solve(zeros([2, 1, 1]), zeros([3, 1, 1])),
    );
  });

  it('refuse a triangle that is neither', () => {
    expectFailure(
      'domain',
      "ndarray.solveTriangular: expected triangle to be 'lower' or 'upper', got left",
      // @ts-expect-error: another name
      () => solveTriangular([[1]], [1], { triangle: 'left' }),
    );
  });
});
