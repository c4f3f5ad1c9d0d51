import { add, eye, fromData, matmul, multiply, type NdArray, transpose } from '@monge/ndarray';
import { diag, qr } from '@monge/ndarray/linalg';
import { normals } from './arrays.js';

/** A Aᵀ / n + I for Gaussian A: positive definite, with simple eigenvalues. */
export function positive(shape: readonly number[], seed = 0): NdArray<Float64Array> {
  const a = normals(shape, seed);
  const n = shape.at(-1) as number;
  return add(multiply(matmul(a, transposed(a)), 1 / n), eye(n));
}

/** Gaussian matrices with a larger diagonal: far from singular. */
export function regular(shape: readonly number[], seed = 0): NdArray<Float64Array> {
  return add(multiply(normals(shape, seed), 0.5), multiply(eye(shape.at(-1) as number), 3));
}

/** Each matrix of a batch transposed. */
export function transposed(a: NdArray<Float64Array>): NdArray<Float64Array> {
  return transpose(a, [...a.shape.keys()].toSpliced(-2, 2, a.shape.length - 1, a.shape.length - 2));
}

/** Q diag(λ) Qᵀ. */
export function withEigenvalues(values: readonly number[]): NdArray<Float64Array> {
  const q = qr(normals([values.length, values.length], 11)).q;
  return matmul(matmul(q, diag(values)), transposed(q));
}

/** With singular values far apart. */
export function withSingularValues(values: readonly number[], m: number, n: number): NdArray<Float64Array> {
  const k = values.length;
  const [q, p] = [qr(normals([m, k], 12)).q, qr(normals([n, k], 13)).q];
  return matmul(matmul(q, diag(values)), transposed(p));
}

/** Symmetric, with eigenvalues far apart. */
export const spread = (n: number) =>
  withEigenvalues(Array.from({ length: n }, (_, k) => k * (k + 3) * 0.4 - 1.3));

/** Two symmetric matrices. */
export const batchOfSymmetric = () => {
  const parts = [spread(3), withEigenvalues([1, 2.5, 5])];
  return fromData(Float64Array.from(parts.flatMap(({ data }) => [...data])), [2, 3, 3]);
};

/** Shapes of matrices and right-hand sides that fit. */
export const systems: readonly (readonly [readonly number[], readonly number[]])[] = [
  [[3, 3], [3]],
  [
    [3, 3],
    [3, 2],
  ],
  [[2, 3, 3], [3]],
  [
    [2, 3, 3],
    [3, 2],
  ],
  [
    [3, 3],
    [4, 3, 2],
  ],
  [
    [2, 1, 3, 3],
    [4, 3, 1],
  ],
  [
    [2, 0, 0],
    [0, 3],
  ],
];
