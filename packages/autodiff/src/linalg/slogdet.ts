import type { FloatData, NdArray } from '@monge/ndarray';
import { slogdet as slogdetOf } from '@monge/ndarray/linalg';
import { bind } from '../core/bind.js';
import type { Operand, Result } from '../core/operand.js';
import type { Primitive } from '../core/primitive.js';
import { plainOf, type Value } from '../core/traced.js';
import { zerosLike } from '../core/zeros-like.js';
import { multiplyValues } from '../ops/elementwise/multiply.js';
import { stridedOf } from '../ops/internal/strided-of.js';
import { sumAlong } from '../ops/reductions/sum.js';
import { asMatrices, transposedOf } from './internal/matrices.js';
import { operateParts, pack, packValues, unpackValue } from './internal/parts.js';
import { invValue } from './inv.js';

/** Sign and logarithm. */
const shapes = [[], []] as const;

/** d log |det A| = Σ A⁻ᵀ dA; the sign is piecewise constant. */
const signAndLogarithm: Primitive = {
  name: 'slogdet',
  evaluate([a], _, memory) {
    const { sign, logAbsDet } = slogdetOf(stridedOf(a));
    return pack([sign, logAbsDet], sign.shape, shapes, memory);
  },
  vjp(cotangent, [a]) {
    const [, logarithm] = unpackValue(cotangent, shapes);
    return [multiplyValues(asMatrices(logarithm), transposedOf(invValue(a)))];
  },
  jvp([tangent], [a]) {
    const products = multiplyValues(tangent as Value, transposedOf(invValue(a)));
    const rate = sumAlong(products, { axis: [-2, -1] }, 'autodiff.slogdet');
    return packValues([zerosLike(rate), rate], shapes);
  },
};

/** {@link slogdet}'s result. */
export interface SignedLogDeterminant<A extends Operand = Operand> {
  /** 1, −1, or 0 for a singular matrix: piecewise constant, a plain array. */
  readonly sign: NdArray<FloatData>;
  /** log |det A|; −∞ for a singular matrix. */
  readonly logAbsDet: Result<A>;
}

/**
 * Signs and logarithms of determinants, [..., n, n] → [...] each: det A = sign · exp(logAbsDet). The derivative of the logarithm is A⁻ᵀ, which a
 * singular matrix does not have. For positive definite matrices whose Cholesky factor is at hand, see {@link choleskyLogdet}. O(n³).
 *
 * @throws ShapeError unless the matrices are square.
 * @throws DomainError when a singular matrix is differentiated.
 * @example
 * const { sign, logAbsDet } = slogdet([[0, 1e200], [1e200, 0]]);
 * sign; // → -1
 * logAbsDet; // → 921.0340371976183
 */
export function slogdet<A extends Operand>(a: A): SignedLogDeterminant<A> {
  const [sign, logAbsDet] = operateParts(
    'slogdet',
    (value) => {
      const [s, l] = unpackValue(bind(signAndLogarithm, [value], undefined), shapes);
      return [plainOf(s), l];
    },
    [a],
  );
  return { sign: sign as NdArray<FloatData>, logAbsDet };
}
