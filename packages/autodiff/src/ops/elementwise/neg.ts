import { bind } from '../../core/bind.js';
import { type Operand, operate, type Result } from '../../core/operand.js';
import type { Value } from '../../core/traced.js';
import { unaryPrimitive } from '../internal/unary.js';

const negation = /* @__PURE__ */ unaryPrimitive({
  name: 'neg',
  loop(x, y) {
    for (let i = 0; i < y.length; i++) y[i] = -x[i];
  },
  slope: () => -1,
  slopeLoop(t, _, __, out) {
    for (let i = 0; i < out.length; i++) out[i] = -t[i];
  },
});

export function negValue(x: Value): Value {
  return bind(negation, [x], undefined);
}

/**
 * −x.
 *
 * @example
 * neg([1, -2]); // → [-1, 2]
 */
export function neg<A extends Operand>(x: A): Result<A> {
  return operate('neg', negValue, [x]);
}
