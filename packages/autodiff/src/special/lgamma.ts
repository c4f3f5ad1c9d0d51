import { digamma, lgamma as lgammaOfArray } from '@monge/ndarray/special';
import { bind } from '../core/bind.js';
import { type Operand, operate, type Result } from '../core/operand.js';
import type { Value } from '../core/traced.js';
import { unaryLoop } from '../ops/internal/ndarray-loops.js';
import { scaled } from '../ops/internal/scale.js';
import { unaryPrimitive } from '../ops/internal/unary.js';
import { digammaValue } from './digamma.js';

const digammaLoop = /* @__PURE__ */ unaryLoop(digamma);

const logGamma = /* @__PURE__ */ unaryPrimitive({
  name: 'lgamma',
  loop: /* @__PURE__ */ unaryLoop(lgammaOfArray),
  slope: (x) => digammaValue(x),
  slopeLoop(t, x, _, out) {
    digammaLoop(x, out);
    for (let i = 0; i < out.length; i++) out[i] = scaled(t[i], out[i]);
  },
});

export function lgammaValue(x: Value): Value {
  return bind(logGamma, [x], undefined);
}

/**
 * log |Γ(x)|: ∞ at 0 and at the negative integers, where its derivatives are not defined.
 *
 * @example
 * lgamma([1, 0.5, 101]); // → [0, 0.5723649429, 363.7393755556]
 */
export function lgamma<A extends Operand>(x: A): Result<A> {
  return operate('lgamma', lgammaValue, [x]);
}
