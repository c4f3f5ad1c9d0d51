import { bind } from '../../core/bind.js';
import { type Operand, operate, type Result } from '../../core/operand.js';
import type { Value } from '../../core/traced.js';
import { scaled } from '../internal/scale.js';
import { unaryPrimitive } from '../internal/unary.js';
import { addValues } from './add.js';
import { multiplyValues } from './multiply.js';
import { reciprocalValue } from './reciprocal.js';
import { sqrtValue } from './sqrt.js';
import { subtractValues } from './subtract.js';

const arcsine = /* @__PURE__ */ unaryPrimitive({
  name: 'asin',
  loop(x, y) {
    for (let i = 0; i < y.length; i++) y[i] = Math.asin(x[i]);
  },
  slope: (x) => arcsineSlope(x),
  slopeLoop(t, x, _, out) {
    for (let i = 0; i < out.length; i++) out[i] = scaled(t[i], 1 / Math.sqrt((1 - x[i]) * (1 + x[i])));
  },
});

export function asinValue(x: Value): Value {
  return bind(arcsine, [x], undefined);
}

/** 1 / √(1 − x²), accurate near ±1: the derivative. */
export function arcsineSlope(x: Value): Value {
  return reciprocalValue(sqrtValue(multiplyValues(subtractValues(1, x), addValues(1, x))));
}

/**
 * The inverse of the sine, in [−π/2, π/2]; NaN outside [−1, 1]. Its derivative is ∞ at ±1.
 *
 * @example
 * asin([0, 1]); // → [0, 1.5707963268]
 */
export function asin<A extends Operand>(x: A): Result<A> {
  return operate('asin', asinValue, [x]);
}
