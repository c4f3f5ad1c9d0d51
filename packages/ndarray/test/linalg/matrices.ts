import {
  type ArrayInput,
  add,
  array,
  eye,
  type FloatData,
  matmul,
  multiply,
  type NdArray,
  norm,
  subtract,
  transpose,
} from '@monge/ndarray';
import { normal } from '@monge/random';
import fc from 'fast-check';
import { expect } from 'vitest';

/** Normal numbers: a matrix that is neither symmetric nor, but for a null set, singular. */
export function gaussian(key: number, shape: readonly number[]): NdArray<Float64Array> {
  return array(normal(key, shape));
}

/** What is left over after rounding: |actual − expected| / |expected| in the Frobenius norm. */
export function distance(actual: ArrayInput, expected: ArrayInput): number {
  const apart = norm(subtract(actual, expected));
  return apart === 0 ? 0 : apart / norm(expected);
}

/** Expects two matrices to be this close, measured as wholes. */
export function expectNear(actual: ArrayInput, expected: ArrayInput, tolerance: number): void {
  expect(distance(actual, expected)).toBeLessThanOrEqual(tolerance);
}

/** Expects orthonormal columns, to a few n·ε. */
export function expectOrthonormal(q: NdArray): void {
  const n = q.shape.at(-1)!;
  expectNear(matmul(transpose(q), q), eye(n), 1e-15 * (n + 2));
}

const key = fc.nat(2 ** 30);

/** Matrices of normal numbers, of shapes up to a length. */
export const rectangles = (most = 9) =>
  fc
    .tuple(key, fc.integer({ min: 1, max: most }), fc.integer({ min: 1, max: most }))
    .map(([seed, m, n]) => gaussian(seed, [m, n]));

/** Square matrices of normal numbers. */
export const squares = (most = 9) =>
  fc.tuple(key, fc.integer({ min: 1, max: most })).map(([seed, n]) => gaussian(seed, [n, n]));

/** Symmetric matrices, with eigenvalues of both signs. */
export const symmetric = (most = 12) => squares(most).map((a) => add(a, transpose(a)));

/** Positive definite matrices. */
export const positive = (most = 12) => squares(most).map(positiveFrom);

/** A Aᵀ + I. */
export function positiveFrom(a: NdArray<Float64Array>): NdArray<Float64Array> {
  return add(matmul(a, transposed(a)), eye(a.shape.at(-1)!));
}

/** Each matrix of a batch transposed. */
export function transposed<D extends FloatData>(a: NdArray<D>): NdArray<D> {
  return transpose(a, [...a.shape.keys()].toSpliced(-2, 2, a.shape.length - 1, a.shape.length - 2));
}

/** 1 / (i + j + 1): notoriously ill-conditioned, with a known inverse and determinant. */
export function hilbert(n: number): number[][] {
  return Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => 1 / (i + j + 1)));
}

/** 2 on the diagonal, −1 beside it: the eigenvalues are 2 − 2 cos(k π / (n + 1)). */
export function secondDifference(n: number): NdArray<Float64Array> {
  return subtract(
    multiply(eye(n), 2),
    add(
      eye(n + 1)
        .lo(0, 1)
        .hi(n, n),
      eye(n + 1)
        .lo(1, 0)
        .hi(n, n),
    ),
  );
}
