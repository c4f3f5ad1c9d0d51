import * as ad from '@monge/autodiff';
import { grad, jvp, multiply, sum, type Tensor } from '@monge/autodiff';
import * as la from '@monge/autodiff/linalg';
import { array, eye, fromData, matmul, type NdArray, toNested, zeros } from '@monge/ndarray';
import * as nla from '@monge/ndarray/linalg';
import { assertAllClose } from '@monge/ndarray/testing';
import { describe, expect, it } from 'vitest';
import { normals } from '../support/arrays.js';
import { checkDerivatives } from '../support/check-derivatives.js';
import { expectFinite } from '../support/expect-finite.js';
import { withSingularValues } from '../support/matrices.js';

const REGULAR = { repeated: false, float32Tolerance: 2e-3 } as const;

const plain = (x: Tensor) => toNested(x as NdArray);

describe('svd', () => {
  const matrices = [
    withSingularValues([4, 2.5, 1], 3, 3),
    withSingularValues([3, 1], 4, 2),
    withSingularValues([3, 1], 2, 4),
    array([[3]]),
    zeros([0, 3]),
    zeros([0, 3, 2]),
  ];

  it.each(matrices)('has its derivatives, %#', (a) => {
    checkDerivatives((x) => la.svd(x).u, [a], REGULAR);
    checkDerivatives((x) => la.svd(x).s, [a], REGULAR);
    checkDerivatives((x) => la.svd(x).vt, [a], REGULAR);
    checkDerivatives((x) => la.svdvals(x), [a], REGULAR);
  });

  it('has those of all results together, in batches', () => {
    const parts = [withSingularValues([3, 1], 3, 2), withSingularValues([5, 2], 3, 2)];
    const a = fromData(Float64Array.from(parts.flatMap(({ data }) => [...data])), [2, 3, 2]);
    const f = (x: Tensor) => {
      const { u, s, vt } = la.svd(x);
      return ad.matmul(multiply(u, ad.expandDims(ad.exp(s), -2)), vt);
    };
    checkDerivatives(f, [a], REGULAR);
  });

  it('is that of @monge/ndarray', () => {
    const a = normals([3, 5, 2]);
    const [found, expected] = [la.svd(a), nla.svd(a)];
    expect([plain(found.u), plain(found.s), plain(found.vt)]).toEqual(
      [expected.u, expected.s, expected.vt].map((x) => toNested(x)),
    );
    expect(plain(la.svdvals(a))).toEqual(toNested(nla.svdvals(a)));
  });

  it.each([
    [[2, 2], 2, 2],
    [[2, 2], 4, 2],
    [[3, 0], 3, 2],
    [[0, 0], 2, 4],
    [[3, 3, 0], 3, 3],
  ])('has finite derivatives to third order for the singular values %j of %i × %i matrices', (s, m, n) => {
    const a = withSingularValues(s, m, n);
    expectFinite((x) => la.svd(x).u, a);
    expectFinite((x) => la.svd(x).s, a);
    expectFinite((x) => la.svd(x).vt, a);
  });

  it('gives the orthogonal polar factor its derivative, for equal singular values too', () => {
    const polar = (x: Tensor) => {
      const { u, vt } = la.svd(x);
      return ad.matmul(u, vt);
    };
    // d(A (AᵀA)^−½) at the identity is the skew part of dA.
    const t = normals([3, 3], 5);
    const rate = jvp(polar, [eye(3)], [t])[1] as NdArray;
    const skew = fromData(
      t.data.map((x, i) => (x - transposedAt(t, i)) / 2),
      [3, 3],
    );
    assertAllClose(rate, skew, { rtol: 1e-12, atol: 1e-14 });
  });

  it('gives the nuclear norm of equal singular values its gradient, U Vᵀ', () => {
    const a = withSingularValues([2, 2, 2], 3, 3);
    const { u, vt } = nla.svd(a);
    assertAllClose(grad((x: Tensor) => sum(la.svdvals(x)))(a), matmul(u, vt), { atol: 1e-13 });
  });
});

function transposedAt(t: NdArray<Float64Array>, i: number): number {
  return t.data[(i % 3) * 3 + Math.floor(i / 3)];
}
