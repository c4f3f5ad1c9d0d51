import { bind } from '../../core/bind.js';
import { type Operand, operate, type Result } from '../../core/operand.js';
import type { Value } from '../../core/traced.js';
import { scaled } from '../internal/scale.js';
import { unaryPrimitive } from '../internal/unary.js';
import { negValue } from './neg.js';
import { squareValue } from './square.js';

const inversion = /* @__PURE__ */ unaryPrimitive({
  name: 'reciprocal',
  loop(x, y) {
    for (let i = 0; i < y.length; i++) y[i] = 1 / x[i];
  },
  slope: (_, y) => negValue(squareValue(y)),
  slopeLoop(t, _, y, out) {
    for (let i = 0; i < out.length; i++) out[i] = scaled(t[i], -y[i] * y[i]);
  },
});

export function reciprocalValue(x: Value): Value {
  return bind(inversion, [x], undefined);
}

/**
 * 1 / x; ±∞ at ±0.
 *
 * @example
 * reciprocal([2, -4]); // → [0.5, -0.25]
 */
export function reciprocal<A extends Operand>(x: A): Result<A> {
  return operate('reciprocal', reciprocalValue, [x]);
}
