import type { Tensor } from '@monge/autodiff';
import * as la from '@monge/autodiff/linalg';
import { DomainError, type NdArray, ShapeError, toNested } from '@monge/ndarray';
import * as nla from '@monge/ndarray/linalg';
import { describe, expect, it } from 'vitest';
import { normals } from '../support/arrays.js';
import { checkDerivatives } from '../support/check-derivatives.js';
import { regular, systems } from '../support/matrices.js';

const REGULAR = { repeated: false } as const;

const plain = (x: Tensor) => toNested(x as NdArray);

describe('solve', () => {
  it.each(systems)('has its derivatives for %j and %j', (a, b) => {
    checkDerivatives((x, y) => la.solve(x, y), [regular(a), normals(b, 1)], REGULAR);
  });

  it('is that of @monge/ndarray when nothing is traced', () => {
    const [a, b] = [regular([2, 5, 5]), normals([5, 2], 1)];
    expect(plain(la.solve(a, b))).toEqual(toNested(nla.solve(a, b)));
  });

  it('refuses singular matrices, and sides that do not fit, as they were given', () => {
    expect(() =>
      la.solve(
        [
          [1, 2],
          [2, 4],
        ],
        [1, 1],
      ),
    ).toThrow(DomainError);
    expect(() => la.solve(regular([3, 3]), [1, 2])).toThrow('expected b of shape [3] or [..., 3, k]');
    expect(() => la.solve(regular([3, 3]), [1, 2])).toThrow('got [2]');
    expect(() => la.solve(regular([3, 3]), [1, 2])).toThrow(ShapeError);
  });
});

describe('solveTriangular', () => {
  const options = (['lower', 'upper'] as const).flatMap((triangle) =>
    [false, true].flatMap((transposed) =>
      [false, true].map((unitDiagonal) => ({ triangle, transposed, unitDiagonal })),
    ),
  );

  it.each(options)('has its derivatives with %j, for what it reads alone', (each) => {
    checkDerivatives(
      (t, b) => la.solveTriangular(t, b, each),
      [regular([2, 3, 3]), normals([3, 2], 1)],
      REGULAR,
    );
  });

  it.each(systems)('has its derivatives for %j and %j', (a, b) => {
    checkDerivatives((t, x) => la.solveTriangular(t, x), [regular(a), normals(b, 1)], REGULAR);
  });

  it('refuses another triangle', () => {
    const triangle = 'left' as 'lower';
    expect(() => la.solveTriangular([[1]], [1], { triangle })).toThrow(DomainError);
  });
});

describe('inv', () => {
  it.each([[[3, 3]], [[2, 2, 4, 4]], [[1, 1]], [[0, 0]]])('has its derivatives for %j', (shape) => {
    checkDerivatives((a) => la.inv(a), [regular(shape)], REGULAR);
  });

  it('refuses singular matrices', () => {
    expect(() =>
      la.inv([
        [1, 2],
        [2, 4],
      ]),
    ).toThrow(DomainError);
    expect(() => la.inv([1, 2])).toThrow('expected a to have two axes or more');
  });
});
