import { bind } from '../../core/bind.js';
import { type Operand, operate, type Result } from '../../core/operand.js';
import type { Value } from '../../core/traced.js';
import { scaled } from '../internal/scale.js';
import { unaryPrimitive } from '../internal/unary.js';
import { divideValues } from './divide.js';

const squareRoot = /* @__PURE__ */ unaryPrimitive({
  name: 'sqrt',
  loop(x, y) {
    for (let i = 0; i < y.length; i++) y[i] = Math.sqrt(x[i]);
  },
  slope: (_, y) => divideValues(0.5, y),
  slopeLoop(t, _, y, out) {
    for (let i = 0; i < out.length; i++) out[i] = scaled(t[i], 0.5 / y[i]);
  },
});

export function sqrtValue(x: Value): Value {
  return bind(squareRoot, [x], undefined);
}

/**
 * The square root; NaN below 0. Its derivative at 0 is ∞, and 0 where the result does not matter.
 *
 * @example
 * sqrt([4, 2.25]); // → [2, 1.5]
 */
export function sqrt<A extends Operand>(x: A): Result<A> {
  return operate('sqrt', sqrtValue, [x]);
}
