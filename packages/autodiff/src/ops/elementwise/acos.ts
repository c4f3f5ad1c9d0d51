import { bind } from '../../core/bind.js';
import { type Operand, operate, type Result } from '../../core/operand.js';
import type { Value } from '../../core/traced.js';
import { scaled } from '../internal/scale.js';
import { unaryPrimitive } from '../internal/unary.js';
import { arcsineSlope } from './asin.js';
import { negValue } from './neg.js';

const arccosine = /* @__PURE__ */ unaryPrimitive({
  name: 'acos',
  loop(x, y) {
    for (let i = 0; i < y.length; i++) y[i] = Math.acos(x[i]);
  },
  slope: (x) => negValue(arcsineSlope(x)),
  slopeLoop(t, x, _, out) {
    for (let i = 0; i < out.length; i++) out[i] = scaled(t[i], -1 / Math.sqrt((1 - x[i]) * (1 + x[i])));
  },
});

export function acosValue(x: Value): Value {
  return bind(arccosine, [x], undefined);
}

/**
 * The inverse of the cosine, in [0, π]; NaN outside [−1, 1]. Its derivative is −∞ at ±1.
 *
 * @example
 * acos([1, 0]); // → [0, 1.5707963268]
 */
export function acos<A extends Operand>(x: A): Result<A> {
  return operate('acos', acosValue, [x]);
}
