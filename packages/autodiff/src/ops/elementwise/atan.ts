import { bind } from '../../core/bind.js';
import { type Operand, operate, type Result } from '../../core/operand.js';
import type { Value } from '../../core/traced.js';
import { scaled } from '../internal/scale.js';
import { unaryPrimitive } from '../internal/unary.js';
import { addValues } from './add.js';
import { reciprocalValue } from './reciprocal.js';
import { squareValue } from './square.js';

const arctangent = /* @__PURE__ */ unaryPrimitive({
  name: 'atan',
  loop(x, y) {
    for (let i = 0; i < y.length; i++) y[i] = Math.atan(x[i]);
  },
  slope: (x) => reciprocalValue(addValues(1, squareValue(x))),
  slopeLoop(t, x, _, out) {
    for (let i = 0; i < out.length; i++) out[i] = scaled(t[i], 1 / (1 + x[i] * x[i]));
  },
});

export function atanValue(x: Value): Value {
  return bind(arctangent, [x], undefined);
}

/**
 * The inverse of the tangent, in [−π/2, π/2].
 *
 * @example
 * atan([0, 1]); // → [0, 0.7853981634]
 */
export function atan<A extends Operand>(x: A): Result<A> {
  return operate('atan', atanValue, [x]);
}
