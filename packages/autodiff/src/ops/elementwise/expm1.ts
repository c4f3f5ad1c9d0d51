import { bind } from '../../core/bind.js';
import { type Operand, operate, type Result } from '../../core/operand.js';
import type { Value } from '../../core/traced.js';
import { scaled } from '../internal/scale.js';
import { unaryPrimitive } from '../internal/unary.js';
import { expValue } from './exp.js';

const exponentialMinus1 = /* @__PURE__ */ unaryPrimitive({
  name: 'expm1',
  operation: 'expm1',
  loop(x, y) {
    for (let i = 0; i < y.length; i++) y[i] = Math.expm1(x[i]);
  },
  slope: (x) => expValue(x),
  slopeLoop(t, x, _, out) {
    for (let i = 0; i < out.length; i++) out[i] = scaled(t[i], Math.exp(x[i]));
  },
});

export function expm1Value(x: Value): Value {
  return bind(exponentialMinus1, [x], undefined);
}

/**
 * eˣ − 1, accurate near 0.
 *
 * @example
 * expm1([0, 1e-20]); // → [0, 1e-20]
 */
export function expm1<A extends Operand>(x: A): Result<A> {
  return operate('expm1', expm1Value, [x]);
}
