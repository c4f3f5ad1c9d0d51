import { type FloatData, fromData } from '@monge/ndarray';
import { svd } from '@monge/ndarray/linalg';
import { type Dense, denseOf, dtypeOfDense, sizeOf } from '../../core/dense.js';
import { currentMemory } from '../../core/evaluation.js';
import { plainOf, type Value } from '../../core/traced.js';
import { addValues } from '../../ops/elementwise/add.js';
import { multiplyValues } from '../../ops/elementwise/multiply.js';
import { subtractValues } from '../../ops/elementwise/subtract.js';
import { sumAlong } from '../../ops/reductions/sum.js';
import { diagonalValue } from '../../ops/shape/diagonal.js';
import { adjugate } from './adjugate.js';
import { identityLike } from './identity-like.js';
import {
  asMatrices,
  dimensionsOf,
  times,
  timesTransposed,
  transposedOf,
  transposedTimes,
} from './matrices.js';

/**
 * The cofactors of matrices that are singular or nearly so, ∂ det A / ∂A, without division by what is 0 or nearly so: with U and V, the singular
 * vectors of the r smallest singular values, B = A + U Vᵀ is regular (for a suitable scale of U), and
 *
 *     det A = det B · det W,  W = I − Vᵀ B⁻¹ U,
 *
 * by the matrix determinant lemma, where W is r × r. U and V are constants: the identity holds for any, and so its derivatives do. `det` and `inv`
 * are those of regular matrices. O(n³ + r⁴).
 */
export function singularCofactors(a: Value, det: (b: Value) => Value, inv: (b: Value) => Value): Value {
  const { u, v } = smallestVectors(denseOf(plainOf(a)));
  const b = addValues(a, timesTransposed(u, v));
  const inverse = inv(b);
  const y = times(inverse, u);
  const z = transposedTimes(inverse, v);
  const w = subtractValues(identityLike(v), transposedTimes(v, y));
  const adjugateOfW = adjugate(w);
  const r = dimensionsOf(v).columns;
  const traces = sumAlong(diagonalValue(times(w, adjugateOfW)), { axis: -1 }, 'autodiff.det');
  const regular = multiplyValues(asMatrices(multiplyValues(1 / r, traces)), transposedOf(inverse));
  const singular = times(z, timesTransposed(transposedOf(adjugateOfW), y));
  return multiplyValues(asMatrices(det(b)), addValues(regular, singular));
}

/** Whether one of the matrices is singular to a quarter of its digits, given their inverses: derivatives lose as many with each order. */
export function isNearlySingular(a: Dense, inverse: Dense): boolean {
  const n = a.shape.at(-1) ?? 0;
  for (let at = 0; at < a.data.length; at += n * n) {
    const condition = largest(a.data, at, n * n) * largest(inverse.data, at, n * n);
    if (condition * smallness(a) > 1) return true;
  }
  return false;
}

/** Singular values up to this, times the largest, are counted among the small ones. */
function smallness(a: Dense): number {
  return (dtypeOfDense(a) === 'float32' ? 2 ** -23 : Number.EPSILON) ** 0.25;
}

function largest(data: FloatData, at: number, length: number): number {
  let most = 0;
  for (let k = at; k < at + length; k++) most = Math.max(most, Math.abs(data[k]));
  return most;
}

/** Left singular vectors, times the largest singular value, and right ones, [..., n, r] each, where r is the largest number of small ones. */
function smallestVectors(a: Dense): { readonly u: Dense; readonly v: Dense } {
  const { shape } = a;
  const n = shape.at(-1) as number;
  const { u, s, vt } = svd(fromData(a.data, shape));
  const count = sizeOf(shape.slice(0, -2));
  let r = 1;
  for (let k = 0; k < s.data.length; k++) {
    const first = k - (k % n);
    if (s.data[k] <= smallness(a) * s.data[first]) r = Math.max(r, n - (k - first));
  }
  const [left, right] = [0, 1].map(() => currentMemory().allocate(dtypeOfDense(a), count * n * r));
  for (let i = 0; i < count; i++) {
    const scale = s.data[i * n] || 1;
    for (let row = 0; row < n; row++) {
      for (let j = 0; j < r; j++) {
        const to = (i * n + row) * r + j;
        left[to] = scale * u.data[(i * n + row) * n + n - r + j];
        right[to] = vt.data[(i * n + n - r + j) * n + row];
      }
    }
  }
  const vectors = [...shape.slice(0, -1), r];
  return { u: { data: left, shape: vectors }, v: { data: right, shape: vectors } };
}
