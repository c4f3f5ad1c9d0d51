import { bind } from '../../core/bind.js';
import { type Operand, operate, type Result } from '../../core/operand.js';
import type { Value } from '../../core/traced.js';
import { scaled } from '../internal/scale.js';
import { unaryPrimitive } from '../internal/unary.js';
import { reciprocalValue } from './reciprocal.js';

const logarithm = /* @__PURE__ */ unaryPrimitive({
  name: 'log',
  operation: 'log',
  loop(x, y) {
    for (let i = 0; i < y.length; i++) y[i] = Math.log(x[i]);
  },
  slope: (x) => reciprocalValue(x),
  slopeLoop(t, x, _, out) {
    for (let i = 0; i < out.length; i++) out[i] = scaled(t[i], 1 / x[i]);
  },
});

export function logValue(x: Value): Value {
  return bind(logarithm, [x], undefined);
}

/**
 * The natural logarithm; −∞ at 0, NaN below.
 *
 * @example
 * log([1, 0]); // → [0, -Infinity]
 */
export function log<A extends Operand>(x: A): Result<A> {
  return operate('log', logValue, [x]);
}
