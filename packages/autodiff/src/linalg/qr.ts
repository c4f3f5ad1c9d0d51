import { qr as qrOf } from '@monge/ndarray/linalg';
import { bind } from '../core/bind.js';
import type { Operand, Result } from '../core/operand.js';
import type { Primitive } from '../core/primitive.js';
import type { Value } from '../core/traced.js';
import { zerosLike } from '../core/zeros-like.js';
import { addValues } from '../ops/elementwise/add.js';
import { subtractValues } from '../ops/elementwise/subtract.js';
import { stridedOf } from '../ops/internal/strided-of.js';
import { concatValues } from '../ops/shape/concat.js';
import { sliceValue } from '../ops/shape/slice.js';
import {
  dimensionsOf,
  lowerOf,
  times,
  timesTransposed,
  transposedOf,
  transposedTimes,
  upperOf,
} from './internal/matrices.js';
import { operateParts, pack, packValues, unpackValue } from './internal/parts.js';
import { skewFrom } from './internal/symmetric.js';
import { triangularSolution } from './solve-triangular.js';

/** Q and R side by side. */
const factorisation: Primitive = {
  name: 'qr',
  evaluate([a], _, memory) {
    const { q, r } = qrOf(stridedOf(a));
    return pack([q, r], q.shape.slice(0, -2), shapesOf(a), memory);
  },
  /** For M = Qᵀ dA₁ R₁⁻¹, of the first k columns, Ω = tril(M, −1) − tril(M, −1)ᵀ: dQ = dA₁ R₁⁻¹ − Q M + Q Ω, dR = Qᵀ dA − Ω R. */
  jvp([tangent], [a], output) {
    const shapes = shapesOf(a);
    const [q, r] = unpackValue(output, shapes);
    const k = dimensionsOf(q).columns;
    const change = overTriangle(firstColumns(tangent as Value, k), firstColumns(r, k), false);
    const m = transposedTimes(q, change);
    const rotation = skewFrom(m);
    const dq = addValues(change, times(q, subtractValues(rotation, m)));
    const dr = subtractValues(transposedTimes(q, tangent as Value), times(rotation, r));
    return packValues([dq, upperOf(dr)], shapes);
  },
  vjp(cotangent, [a], output) {
    const shapes = shapesOf(a);
    const [q, r] = unpackValue(output, shapes);
    const [dq, whole] = unpackValue(cotangent, shapes);
    const dr = upperOf(whole);
    const k = dimensionsOf(q).columns;
    const products = transposedTimes(q, dq);
    const g = subtractValues(products, timesTransposed(dr, r));
    const h = lowerOf(subtractValues(g, transposedOf(g)), -1);
    const inner = addValues(dq, times(q, subtractValues(h, products)));
    const first = overTriangle(inner, firstColumns(r, k), true);
    return [addValues(times(q, dr), widened(first, a, k))];
  },
};

function shapesOf(a: Value): readonly (readonly number[])[] {
  const { rows, columns } = dimensionsOf(a);
  const k = Math.min(rows, columns);
  return [
    [rows, k],
    [k, columns],
  ];
}

/** X R⁻¹, or X R⁻ᵀ, for upper triangular R. */
function overTriangle(x: Value, r: Value, transposed: boolean): Value {
  return transposedOf(
    triangularSolution(r, transposedOf(x), {
      triangle: 'upper',
      transposed: !transposed,
      unitDiagonal: false,
    }),
  );
}

function firstColumns(a: Value, k: number): Value {
  const { batch, columns } = dimensionsOf(a);
  return columns === k ? a : sliceValue(a, ...batch.map(() => null), null, [0, k]);
}

/** k columns with zeros beside them, as many as `like` has more. */
function widened(x: Value, like: Value, k: number): Value {
  const { batch, columns } = dimensionsOf(like);
  if (columns === k) return x;
  const rest = sliceValue(zerosLike(like), ...batch.map(() => null), null, [k, columns]);
  return concatValues([x, rest], batch.length + 1);
}

/** A reduced QR decomposition, A = Q R, with k = min(m, n). */
export interface QR<A extends Operand = Operand> {
  /** [..., m, k], orthonormal columns. */
  readonly q: Result<A>;
  /** [..., k, n], upper triangular, with a diagonal ≥ 0. */
  readonly r: Result<A>;
}

/**
 * The reduced QR decomposition A = Q R of matrices [..., m, n], with a diagonal of R that is ≥ 0. It has a derivative where the first min(m, n)
 * columns of A are linearly independent (Walter and Lehmann, Optim. Methods Softw. 27 (2012)). O(m n min(m, n)).
 *
 * @throws ShapeError when `a` has fewer than two axes.
 * @throws DomainError when a matrix is differentiated where R has a 0 on its diagonal.
 * @example
 * const { q, r } = qr([[3, 5], [4, 0]]);
 * q; // → [[0.6, 0.8], [0.8, -0.6]]
 * r; // → [[5, 3], [0, 4]]
 */
export function qr<A extends Operand>(a: A): QR<A> {
  const [q, r] = operateParts(
    'qr',
    (value) => {
      const packed = bind(factorisation, [value], undefined);
      return unpackValue(packed, shapesOf(value));
    },
    [a],
  );
  return { q, r };
}
