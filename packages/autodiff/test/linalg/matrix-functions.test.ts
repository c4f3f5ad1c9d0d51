import * as ad from '@monge/autodiff';
import { add, jvp, multiply, type Tensor, vjp } from '@monge/autodiff';
import * as la from '@monge/autodiff/linalg';
import { DomainError, type NdArray, ShapeError, toNested } from '@monge/ndarray';
import * as nla from '@monge/ndarray/linalg';
import { assertAllClose } from '@monge/ndarray/testing';
import { describe, expect, it } from 'vitest';
import { normals } from '../support/arrays.js';
import { checkDerivatives } from '../support/check-derivatives.js';
import { expectFinite } from '../support/expect-finite.js';
import { batchOfSymmetric, positive, withEigenvalues } from '../support/matrices.js';

const REGULAR = { repeated: false, float32Tolerance: 2e-3 } as const;

const plain = (x: Tensor) => toNested(x as NdArray);

describe('expm, logm and sqrtm', () => {
  it.each([[[3, 3]], [[2, 2, 2]], [[1, 1]], [[0, 0]]])('have their derivatives for %j', (shape) => {
    checkDerivatives((a) => la.expm(a), [normals(shape, 1)], REGULAR);
    checkDerivatives((a) => la.logm(a), [positive(shape, 2)], REGULAR);
    checkDerivatives((a) => la.sqrtm(a), [positive(shape, 2)], REGULAR);
  });

  it('have them for symmetric matrices, of which the lower triangles are read', () => {
    const structure = 'symmetric';
    checkDerivatives((a) => la.expm(a, { structure }), [batchOfSymmetric()], REGULAR);
    checkDerivatives((a) => la.logm(a, { structure }), [positive([2, 3, 3], 2)], REGULAR);
    checkDerivatives((a) => la.sqrtm(a, { structure }), [positive([2, 3, 3], 2)], REGULAR);
  });

  it.each([2, 3, 4])('have them for skew matrices, of which the lower triangles are read: n = %i', (n) => {
    checkDerivatives((a) => la.expm(a, { structure: 'skew' }), [normals([2, n, n], 3)], REGULAR);
  });

  it('have them along rotations', () => {
    const f = (w: Tensor, z: Tensor) => {
      const [first, second] = [w, z].map((each) => la.expm(each, { structure: 'skew' }));
      return la.logm(ad.matmul(first, second), { structure: 'rotation' });
    };
    for (const n of [2, 3, 4]) {
      const [w, z] = [4, 5].map((seed) => multiply(normals([n, n], seed), 0.3) as NdArray);
      checkDerivatives(f, [w, z], REGULAR);
    }
  });

  it.each([
    [[2, 2, 2]],
    [[1, 1, 3]],
    [[1, 1 + 1e-9, 1 + 3e-9]],
    [[1, 1.001, 1.002]],
    [[0.1, 1, 10]],
    [[1e-3, 2e-3, 1]],
  ])('agree with the general ones at symmetric matrices with eigenvalues %j, to third order', (values) => {
    const a = withEigenvalues(values);
    const symmetrised = (x: Tensor) => multiply(0.5, add(x, ad.transpose(x)));
    const [t, u, v] = [1, 2, 3].map((seed) => normals([3, 3], seed));
    for (const f of [la.expm, la.logm, la.sqrtm]) {
      const [special, general] = (['symmetric', 'general'] as const).map((structure) => {
        const g = (x: Tensor) => f(symmetrised(x), { structure });
        const first = (x: Tensor) => jvp(g, [x], [t])[1];
        const second = (x: Tensor) => jvp(first, [x], [u])[1];
        return [first(a), second(a), jvp(second, [a], [v])[1], vjp(second, a)[1](v)[0]] as NdArray[];
      });
      special.forEach((derivative, k) => {
        const size = Math.max(...general[k].data.map(Math.abs));
        assertAllClose(derivative, general[k], { rtol: 0, atol: 1e-9 * size });
      });
    }
  });

  it('take the derivative of the root for 0 in the kernel of a matrix', () => {
    const root = (x: Tensor) => la.sqrtm(x, { structure: 'symmetric' });
    expectFinite(root, nla.diag([0, 1, 4]));
    expectFinite(root, nla.diag([0, 0, 0]));
    expectFinite((x) => la.expm(x, { structure: 'symmetric' }), withEigenvalues([0, 0, 1]));
  });

  it('are those of @monge/ndarray when nothing is traced', () => {
    const a = positive([2, 4, 4]);
    for (const structure of ['general', 'symmetric'] as const) {
      expect(plain(la.expm(a, { structure }))).toEqual(toNested(nla.expm(a, { structure })));
      expect(plain(la.logm(a, { structure }))).toEqual(toNested(nla.logm(a, { structure })));
      expect(plain(la.sqrtm(a, { structure }))).toEqual(toNested(nla.sqrtm(a, { structure })));
    }
  });

  it('refuse what ndarray refuses', () => {
    expect(() => la.expm([[1, 2]])).toThrow(ShapeError);
    expect(() => la.logm([[-1]])).toThrow(DomainError);
    expect(() => la.sqrtm([[-1]], { structure: 'symmetric' })).toThrow(DomainError);
    expect(() => la.expm([[1]], { structure: 'other' as 'skew' })).toThrow(DomainError);
  });
});
