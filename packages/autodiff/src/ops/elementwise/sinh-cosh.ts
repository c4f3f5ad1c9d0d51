import { bind } from '../../core/bind.js';
import { type Operand, operate, type Result } from '../../core/operand.js';
import type { Value } from '../../core/traced.js';
import { scaled } from '../internal/scale.js';
import { unaryPrimitive } from '../internal/unary.js';

// Each is the derivative of the other, so that they live in one file.

const hyperbolicSine = /* @__PURE__ */ unaryPrimitive({
  name: 'sinh',
  loop(x, y) {
    for (let i = 0; i < y.length; i++) y[i] = Math.sinh(x[i]);
  },
  slope: (x) => coshValue(x),
  slopeLoop(t, x, _, out) {
    for (let i = 0; i < out.length; i++) out[i] = scaled(t[i], Math.cosh(x[i]));
  },
});

export function sinhValue(x: Value): Value {
  return bind(hyperbolicSine, [x], undefined);
}

/**
 * The hyperbolic sine.
 *
 * @example
 * sinh([0, 1]); // → [0, 1.1752011936]
 */
export function sinh<A extends Operand>(x: A): Result<A> {
  return operate('sinh', sinhValue, [x]);
}

const hyperbolicCosine = /* @__PURE__ */ unaryPrimitive({
  name: 'cosh',
  loop(x, y) {
    for (let i = 0; i < y.length; i++) y[i] = Math.cosh(x[i]);
  },
  slope: (x) => sinhValue(x),
  slopeLoop(t, x, _, out) {
    for (let i = 0; i < out.length; i++) out[i] = scaled(t[i], Math.sinh(x[i]));
  },
});

export function coshValue(x: Value): Value {
  return bind(hyperbolicCosine, [x], undefined);
}

/**
 * The hyperbolic cosine.
 *
 * @example
 * cosh([0, 1]); // → [1, 1.5430806348]
 */
export function cosh<A extends Operand>(x: A): Result<A> {
  return operate('cosh', coshValue, [x]);
}
