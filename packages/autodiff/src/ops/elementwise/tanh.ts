import { bind } from '../../core/bind.js';
import { type Operand, operate, type Result } from '../../core/operand.js';
import type { Value } from '../../core/traced.js';
import { scaled } from '../internal/scale.js';
import { unaryPrimitive } from '../internal/unary.js';
import { addValues } from './add.js';
import { multiplyValues } from './multiply.js';

const hyperbolicTangent = /* @__PURE__ */ unaryPrimitive({
  name: 'tanh',
  operation: 'tanh',
  loop(x, y) {
    for (let i = 0; i < y.length; i++) y[i] = Math.tanh(x[i]);
  },
  // (1 − y)(1 + y)
  slope: (_, y) => multiplyValues(addValues(1, multiplyValues(-1, y)), addValues(1, y)),
  slopeOnKernels: ['tanhSlope', 'ty'],
  slopeLoop(t, _, y, out) {
    for (let i = 0; i < out.length; i++) out[i] = scaled(t[i], (1 - y[i]) * (1 + y[i]));
  },
});

export function tanhValue(x: Value): Value {
  return bind(hyperbolicTangent, [x], undefined);
}

/**
 * tanh x.
 *
 * @example
 * tanh([0, 1]); // → [0, 0.76159]
 */
export function tanh<A extends Operand>(x: A): Result<A> {
  return operate('tanh', tanhValue, [x]);
}
