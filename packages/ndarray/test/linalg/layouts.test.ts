import { copy, type NdArray, reshape, toNested } from '@monge/ndarray';
import * as linalg from '@monge/ndarray/linalg';
import { layouts } from '@monge/ndarray/testing';
import { describe, expect, it } from 'vitest';
import { gaussian, positiveFrom, transposed } from './matrices.js';

const b = gaussian(2, [4, 2]);

/** Every function of a batch of matrices, as a list of arrays. */
const functions: Record<string, (a: NdArray<Float64Array>) => readonly NdArray[]> = {
  cholesky: (a) => [linalg.cholesky(a)],
  choleskyLogdet: (a) => [linalg.choleskyLogdet(a)],
  choleskySolve: (a) => [linalg.choleskySolve(a, b)],
  det: (a) => [linalg.det(a)],
  diag: (a) => [linalg.diag(a)],
  diagonal: (a) => [linalg.diagonal(a, { offset: -1 })],
  eigh: (a) => Object.values(linalg.eigh(a)) as NdArray[],
  eigvalsh: (a) => [linalg.eigvalsh(a)],
  expm: (a) => [linalg.expm(a)],
  'expm, symmetric': (a) => [linalg.expm(a, { structure: 'symmetric' })],
  'expm, skew': (a) => [linalg.expm(a, { structure: 'skew' })],
  inv: (a) => [linalg.inv(a)],
  kron: (a) => [linalg.kron(a, b)],
  logm: (a) => [linalg.logm(a)],
  'logm, symmetric': (a) => [linalg.logm(a, { structure: 'symmetric' })],
  'logm, rotation': (a) => [
    linalg.logm(copy(transposed(linalg.expm(a, { structure: 'skew' }))), { structure: 'rotation' }),
  ],
  lstsq: (a) => Object.values(linalg.lstsq(a, b)) as NdArray[],
  mapEigenvalues: (a) => [linalg.mapEigenvalues(a, Math.sqrt)],
  matrixRank: (a) => [linalg.matrixRank(a)],
  pinv: (a) => [linalg.pinv(a)],
  qr: (a) => Object.values(linalg.qr(a)) as NdArray[],
  slogdet: (a) => Object.values(linalg.slogdet(a)) as NdArray[],
  solve: (a) => [linalg.solve(a, b)],
  solveTriangular: (a) => [linalg.solveTriangular(a, b, { triangle: 'upper', transposed: true })],
  sqrtm: (a) => [linalg.sqrtm(a)],
  'sqrtm, symmetric': (a) => [linalg.sqrtm(a, { structure: 'symmetric' })],
  svd: (a) => Object.values(linalg.svd(a)) as NdArray[],
  svdvals: (a) => [linalg.svdvals(a)],
  trace: (a) => [linalg.trace(a)],
  tril: (a) => [linalg.tril(a)],
  triu: (a) => [linalg.triu(a)],
};

it('every function is here', () => {
  const named = Object.keys(functions).map((name) => name.split(',')[0]);
  expect(new Set(named)).toEqual(new Set(Object.keys(linalg)));
});

describe.each(Object.entries(functions))('%s', (_, f) => {
  const a = positiveFrom(gaussian(1, [2, 3, 4, 4]));
  const expected = f(a).map(toNested);

  it.each(layouts(a.data, a.shape))(
    'does not see that its matrices are laid out $name, and leaves them alone',
    ({ array }) => {
      const before = copy(array);
      expect(f(array).map(toNested)).toEqual(expected);
      expect(copy(array)).toEqual(before);
    },
  );

  it('of a batch is the function of each matrix', () => {
    const flat = reshape(a, [6, 4, 4]);
    const together = f(flat).map((part) => toNested(part) as unknown[]);
    for (let i = 0; i < 6; i++) {
      const alone = f(flat.pick(i, null, null)).map(toNested);
      expect(alone.map((part) => (typeof part === 'object' ? part : [part]))).toEqual(
        together.map((part) => part[i]).map((part) => (typeof part === 'object' ? part : [part])),
      );
    }
  });
});
