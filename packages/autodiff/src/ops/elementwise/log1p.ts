import { bind } from '../../core/bind.js';
import { type Operand, operate, type Result } from '../../core/operand.js';
import type { Value } from '../../core/traced.js';
import { scaled } from '../internal/scale.js';
import { unaryPrimitive } from '../internal/unary.js';
import { addValues } from './add.js';
import { reciprocalValue } from './reciprocal.js';

const logarithmOf1Plus = /* @__PURE__ */ unaryPrimitive({
  name: 'log1p',
  operation: 'log1p',
  loop(x, y) {
    for (let i = 0; i < y.length; i++) y[i] = Math.log1p(x[i]);
  },
  slope: (x) => reciprocalValue(addValues(1, x)),
  slopeLoop(t, x, _, out) {
    for (let i = 0; i < out.length; i++) out[i] = scaled(t[i], 1 / (1 + x[i]));
  },
});

export function log1pValue(x: Value): Value {
  return bind(logarithmOf1Plus, [x], undefined);
}

/**
 * log(1 + x), accurate near 0; −∞ at −1, NaN below.
 *
 * @example
 * log1p([0, 1e-20]); // → [0, 1e-20]
 */
export function log1p<A extends Operand>(x: A): Result<A> {
  return operate('log1p', log1pValue, [x]);
}
