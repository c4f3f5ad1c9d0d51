import { bind } from '../../core/bind.js';
import { type Operand, operate, type Result } from '../../core/operand.js';
import type { Value } from '../../core/traced.js';
import { scaled } from '../internal/scale.js';
import { unaryPrimitive } from '../internal/unary.js';
import { multiplyValues } from './multiply.js';

const squaring = /* @__PURE__ */ unaryPrimitive({
  name: 'square',
  loop(x, y) {
    for (let i = 0; i < y.length; i++) y[i] = x[i] * x[i];
  },
  slope: (x) => multiplyValues(2, x),
  slopeOnKernels: ['squareSlope', 'tx'],
  slopeLoop(t, x, _, out) {
    for (let i = 0; i < out.length; i++) out[i] = scaled(t[i], 2 * x[i]);
  },
});

export function squareValue(x: Value): Value {
  return bind(squaring, [x], undefined);
}

/**
 * x².
 *
 * @example
 * square([3, -2]); // → [9, 4]
 */
export function square<A extends Operand>(x: A): Result<A> {
  return operate('square', squareValue, [x]);
}
