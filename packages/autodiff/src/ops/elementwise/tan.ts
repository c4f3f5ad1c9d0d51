import { bind } from '../../core/bind.js';
import { type Operand, operate, type Result } from '../../core/operand.js';
import type { Value } from '../../core/traced.js';
import { scaled } from '../internal/scale.js';
import { unaryPrimitive } from '../internal/unary.js';
import { addValues } from './add.js';
import { squareValue } from './square.js';

const tangent = /* @__PURE__ */ unaryPrimitive({
  name: 'tan',
  loop(x, y) {
    for (let i = 0; i < y.length; i++) y[i] = Math.tan(x[i]);
  },
  slope: (_, y) => addValues(1, squareValue(y)),
  slopeLoop(t, _, y, out) {
    for (let i = 0; i < out.length; i++) out[i] = scaled(t[i], 1 + y[i] * y[i]);
  },
});

export function tanValue(x: Value): Value {
  return bind(tangent, [x], undefined);
}

/**
 * The tangent of an angle in radians.
 *
 * @example
 * tan([0, 1]); // → [0, 1.5574077247]
 */
export function tan<A extends Operand>(x: A): Result<A> {
  return operate('tan', tanValue, [x]);
}
