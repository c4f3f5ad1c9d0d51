import { bind } from '../../core/bind.js';
import { type Operand, operate, type Result } from '../../core/operand.js';
import type { Value } from '../../core/traced.js';
import { scaled } from '../internal/scale.js';
import { unaryPrimitive } from '../internal/unary.js';

const exponential = /* @__PURE__ */ unaryPrimitive({
  name: 'exp',
  operation: 'exp',
  loop(x, y) {
    for (let i = 0; i < y.length; i++) y[i] = Math.exp(x[i]);
  },
  slope: (_, y) => y,
  slopeOnKernels: ['scale', 'ty'],
  slopeLoop(t, _, y, out) {
    for (let i = 0; i < out.length; i++) out[i] = scaled(t[i], y[i]);
  },
});

export function expValue(x: Value): Value {
  return bind(exponential, [x], undefined);
}

/**
 * eˣ.
 *
 * @example
 * exp([0, -Infinity]); // → [1, 0]
 */
export function exp<A extends Operand>(x: A): Result<A> {
  return operate('exp', expValue, [x]);
}
