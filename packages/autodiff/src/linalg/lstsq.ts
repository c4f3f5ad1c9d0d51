import { type FloatData, fromData, type NdArray } from '@monge/ndarray';
import { lstsq as lstsqOf, type RankOptions } from '@monge/ndarray/linalg';
import { bind } from '../core/bind.js';
import type { Operand, Result } from '../core/operand.js';
import type { Primitive } from '../core/primitive.js';
import { plainOf, type Value } from '../core/traced.js';
import { zerosLike } from '../core/zeros-like.js';
import { addValues } from '../ops/elementwise/add.js';
import { subtractValues } from '../ops/elementwise/subtract.js';
import { fit } from '../ops/internal/fit.js';
import { spread } from '../ops/internal/spread.js';
import { stridedOf } from '../ops/internal/strided-of.js';
import { dimensionsOf, times, timesTransposed, transposedTimes } from './internal/matrices.js';
import { operateParts, pack, packValues, unpackValue } from './internal/parts.js';
import { withColumns } from './internal/right-hand-sides.js';
import { pinvValue } from './pinv.js';

/**
 * X, the singular values and the rank side by side. For P = A⁺ and R = B − A X: dX = P (dB − dA X) + P Pᵀ dAᵀ R + (I − P A) dAᵀ Pᵀ X. The others
 * count as constants.
 */
const solution: Primitive<RankOptions> = {
  name: 'lstsq',
  evaluate([a, b], options, memory) {
    const { x, singularValues, rank } = lstsqOf(stridedOf(a), stridedOf(b), options);
    const ranks = { data: Float32Array.from(rank.data) };
    return pack([x, singularValues, ranks], rank.shape, shapesOf(a, b), memory);
  },
  vjp(cotangent, [a, b], output, options, wanted) {
    const shapes = shapesOf(a, b);
    const [x] = unpackValue(output, shapes);
    const [dx] = unpackValue(cotangent, shapes);
    const p = pinvValue(a, options);
    const pulled = transposedTimes(p, dx);
    return [
      wanted[0] ? fit(matrixCotangent(dx, pulled, a, b, p, x), a) : undefined,
      wanted[1] ? fit(pulled, b) : undefined,
    ];
  },
  jvp([s, t], [a, b], output, options) {
    const shapes = shapesOf(a, b);
    const [x, ...others] = unpackValue(output, shapes);
    const p = pinvValue(a, options);
    const terms = [
      ...(s === undefined ? [] : [matrixRate(s, a, b, p, x)]),
      ...(t === undefined ? [] : [times(p, t)]),
    ];
    return packValues([spread(terms.reduce(addValues), x), ...others.map(zerosLike)], shapes);
  },
};

function shapesOf(a: Value, b: Value): readonly (readonly number[])[] {
  const { rows, columns } = dimensionsOf(a);
  return [[columns, dimensionsOf(b).columns], [Math.min(rows, columns)], []];
}

function matrixRate(t: Value, a: Value, b: Value, p: Value, x: Value): Value {
  const residual = subtractValues(b, times(a, x));
  const inside = subtractValues(
    times(p, transposedTimes(p, transposedTimes(t, residual))),
    times(p, times(t, x)),
  );
  const outside = transposedTimes(t, transposedTimes(p, x));
  return addValues(inside, subtractValues(outside, times(p, times(a, outside))));
}

/** The transpose of {@link matrixRate}: −(Pᵀ X̄) Xᵀ + R (P Pᵀ X̄)ᵀ + Pᵀ X ((I − P A) X̄)ᵀ. */
function matrixCotangent(cotangent: Value, pulled: Value, a: Value, b: Value, p: Value, x: Value): Value {
  const residual = subtractValues(b, times(a, x));
  const outside = subtractValues(cotangent, transposedTimes(a, pulled));
  return subtractValues(
    addValues(timesTransposed(residual, times(p, pulled)), timesTransposed(transposedTimes(p, x), outside)),
    timesTransposed(pulled, x),
  );
}

/** A least-squares solution, and what it says about the matrix. */
export interface LeastSquares<A extends Operand = Operand> {
  /** [..., n] or [..., n, k]: of all minimisers, the shortest. */
  readonly x: Result<A>;
  /** [...]: the rank of each matrix, to `rtol`. */
  readonly rank: NdArray<Int32Array>;
  /** [..., min(m, n)]: the singular values of each matrix, descending, as a plain array; for their derivatives see `svdvals`. */
  readonly singularValues: NdArray<FloatData>;
}

/**
 * The X that minimises |A X − B|, and of several the shortest, by singular values. `a` is [..., m, n] of any rank; `b` is one vector [m], or
 * matrices [..., m, k]. Batches broadcast together. O(m n min(m, n)).
 *
 * The derivatives of X are those along which the rank of A stays what it is, as for {@link pinv}.
 *
 * @throws ShapeError when the shapes do not fit.
 * @throws DomainError unless `rtol` ≥ 0.
 * @example
 * const { x, rank } = lstsq([[1, 0], [1, 1], [1, 2]], [1, 3, 5]);
 * x; // → [1.0, 2.0]
 * rank; // → 2
 */
export function lstsq<A extends Operand, B extends Operand>(
  a: A,
  b: B,
  options: RankOptions = {},
): LeastSquares<A | B> {
  const [x, s, ranks] = operateParts<A | B>(
    'lstsq',
    (matrix, sides) => leastSquares(matrix, sides, options),
    [a, b],
  );
  // Both are constants.
  const [singularValues, { data, shape }] = [s, ranks] as NdArray<FloatData>[];
  return { x, rank: fromData(Int32Array.from(data), shape), singularValues };
}

function leastSquares(a: Value, b: Value, options: RankOptions): Value[] {
  let others: Value[] = [];
  const x = withColumns(a, b, (columns) => {
    const packed = bind(solution, [a, columns], options);
    const [solved, ...rest] = unpackValue(packed, shapesOf(a, columns));
    others = rest.map(plainOf);
    return solved;
  });
  return [x, ...others];
}
