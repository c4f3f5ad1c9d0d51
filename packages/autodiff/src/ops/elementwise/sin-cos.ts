import { bind } from '../../core/bind.js';
import { type Operand, operate, type Result } from '../../core/operand.js';
import type { Value } from '../../core/traced.js';
import { scaled } from '../internal/scale.js';
import { unaryPrimitive } from '../internal/unary.js';
import { negValue } from './neg.js';

// Each is the derivative of the other, but for a sign, so that they live in one file.

const sine = /* @__PURE__ */ unaryPrimitive({
  name: 'sin',
  operation: 'sin',
  loop(x, y) {
    for (let i = 0; i < y.length; i++) y[i] = Math.sin(x[i]);
  },
  slope: (x) => cosValue(x),
  slopeLoop(t, x, _, out) {
    for (let i = 0; i < out.length; i++) out[i] = scaled(t[i], Math.cos(x[i]));
  },
});

export function sinValue(x: Value): Value {
  return bind(sine, [x], undefined);
}

/**
 * The sine of an angle in radians.
 *
 * @example
 * sin([0, Math.PI / 2]); // → [0, 1]
 */
export function sin<A extends Operand>(x: A): Result<A> {
  return operate('sin', sinValue, [x]);
}

const cosine = /* @__PURE__ */ unaryPrimitive({
  name: 'cos',
  operation: 'cos',
  loop(x, y) {
    for (let i = 0; i < y.length; i++) y[i] = Math.cos(x[i]);
  },
  slope: (x) => negValue(sinValue(x)),
  slopeLoop(t, x, _, out) {
    for (let i = 0; i < out.length; i++) out[i] = scaled(t[i], -Math.sin(x[i]));
  },
});

export function cosValue(x: Value): Value {
  return bind(cosine, [x], undefined);
}

/**
 * The cosine of an angle in radians.
 *
 * @example
 * cos([0, Math.PI]); // → [1, -1]
 */
export function cos<A extends Operand>(x: A): Result<A> {
  return operate('cos', cosValue, [x]);
}
