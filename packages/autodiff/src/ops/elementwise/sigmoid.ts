import { sigmoid as sigmoidOfArray } from '@monge/ndarray/special';
import { bind } from '../../core/bind.js';
import { type Operand, operate, type Result } from '../../core/operand.js';
import type { Value } from '../../core/traced.js';
import { unaryLoop } from '../internal/ndarray-loops.js';
import { scaled } from '../internal/scale.js';
import { unaryPrimitive } from '../internal/unary.js';
import { multiplyValues } from './multiply.js';
import { subtractValues } from './subtract.js';

const logistic = /* @__PURE__ */ unaryPrimitive({
  name: 'sigmoid',
  operation: 'sigmoid',
  loop: /* @__PURE__ */ unaryLoop(sigmoidOfArray),
  slope: (_, y) => multiplyValues(y, subtractValues(1, y)),
  slopeOnKernels: ['sigmoidSlope', 'ty'],
  slopeLoop(t, _, y, out) {
    for (let i = 0; i < out.length; i++) out[i] = scaled(t[i], y[i] * (1 - y[i]));
  },
});

export function sigmoidValue(x: Value): Value {
  return bind(logistic, [x], undefined);
}

/**
 * The logistic function 1 / (1 + e⁻ˣ), in [0, 1].
 *
 * @example
 * sigmoid([0, Math.log(3), -Infinity]); // → [0.5, 0.75, 0]
 */
export function sigmoid<A extends Operand>(x: A): Result<A> {
  return operate('sigmoid', sigmoidValue, [x]);
}
