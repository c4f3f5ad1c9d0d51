import { pinv as pinvOf, type RankOptions } from '@monge/ndarray/linalg';
import { bind } from '../core/bind.js';
import { type Operand, operate, type Result } from '../core/operand.js';
import type { Primitive } from '../core/primitive.js';
import type { Value } from '../core/traced.js';
import { addValues } from '../ops/elementwise/add.js';
import { subtractValues } from '../ops/elementwise/subtract.js';
import { stridedOf } from '../ops/internal/strided-of.js';
import { denseFrom } from './internal/dense-from.js';
import { times, timesTransposed, transposedOf, transposedTimes } from './internal/matrices.js';

/** P = A⁺: dP = −P dA P + P Pᵀ dAᵀ (I − A P) + (I − P A) dAᵀ Pᵀ P (Golub and Pereyra, SIAM J. Numer. Anal. 10 (1973)). */
const inversion: Primitive<RankOptions> = {
  name: 'pinv',
  evaluate: ([a], options) => denseFrom(pinvOf(stridedOf(a), options)),
  vjp(cotangent, [a], p) {
    const inner = timesTransposed(transposedTimes(p, cotangent), p);
    const left = times(transposedOf(cotangent), timesTransposed(p, p));
    const right = timesTransposed(transposedTimes(p, p), cotangent);
    const outside = addValues(
      subtractValues(left, times(a, times(p, left))),
      subtractValues(right, times(times(right, p), a)),
    );
    return [subtractValues(outside, inner)];
  },
  jvp([tangent], [a], p) {
    const t = tangent as Value;
    const inner = times(times(p, t), p);
    const left = timesTransposed(timesTransposed(p, p), t);
    const right = transposedTimes(t, transposedTimes(p, p));
    const outside = addValues(
      subtractValues(left, times(times(left, a), p)),
      subtractValues(right, times(p, times(a, right))),
    );
    return subtractValues(outside, inner);
  },
};

export function pinvValue(a: Value, options: RankOptions): Value {
  return bind(inversion, [a], options);
}

/**
 * The Moore–Penrose inverses of matrices, [..., m, n] → [..., n, m], by singular values; those that count as 0 are left out. O(m n min(m, n)).
 *
 * The derivatives are those along which the rank stays what it is; along others the inverse of a matrix of lower rank jumps.
 *
 * @throws ShapeError when `a` has fewer than two axes.
 * @throws DomainError unless `rtol` ≥ 0.
 * @example
 * pinv([[2, 0], [0, 0], [0, 0]]); // → [[0.5, 0, 0], [0, 0, 0]]
 */
export function pinv<A extends Operand>(a: A, options: RankOptions = {}): Result<A> {
  return operate('pinv', (value) => pinvValue(value, options), [a]);
}
