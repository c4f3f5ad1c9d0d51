import { digamma as digammaOfArray } from '@monge/ndarray/special';
import { bind } from '../core/bind.js';
import { type Operand, operate, type Result } from '../core/operand.js';
import type { Value } from '../core/traced.js';
import { unaryLoop } from '../ops/internal/ndarray-loops.js';
import { scaled } from '../ops/internal/scale.js';
import { unaryPrimitive } from '../ops/internal/unary.js';
import { polygamma, polygammaValue } from './internal/polygamma.js';

const logarithmicDerivativeOfGamma = /* @__PURE__ */ unaryPrimitive({
  name: 'digamma',
  loop: /* @__PURE__ */ unaryLoop(digammaOfArray),
  slope: (x) => polygammaValue(1, x),
  slopeLoop(t, x, _, out) {
    for (let i = 0; i < out.length; i++) out[i] = scaled(t[i], polygamma(1, x[i]));
  },
});

export function digammaValue(x: Value): Value {
  return bind(logarithmicDerivativeOfGamma, [x], undefined);
}

/**
 * ψ(x) = Γ′(x)/Γ(x): ∓∞ at ±0, NaN at the negative integers.
 *
 * @example
 * digamma([1, 2]); // → [-0.5772156649, 0.4227843351]
 */
export function digamma<A extends Operand>(x: A): Result<A> {
  return operate('digamma', digammaValue, [x]);
}
