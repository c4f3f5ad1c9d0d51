import { bind } from '../../core/bind.js';
import { denseOf, dtypeOfDense } from '../../core/dense.js';
import { currentMemory } from '../../core/evaluation.js';
import { type Operand, operate, type Result } from '../../core/operand.js';
import { plainOf, type Value } from '../../core/traced.js';
import { scaled } from '../internal/scale.js';
import { unaryPrimitive } from '../internal/unary.js';

const rectifier = /* @__PURE__ */ unaryPrimitive({
  name: 'relu',
  loop(x, y) {
    for (let i = 0; i < y.length; i++) y[i] = Math.max(x[i], 0);
  },
  slope: (x) => positive(x),
  slopeLoop(t, x, _, out) {
    for (let i = 0; i < out.length; i++) out[i] = scaled(t[i], x[i] > 0 ? 1 : 0);
  },
});

/** 1 where x > 0, 0 elsewhere: a constant for all derivatives. */
function positive(value: Value): Value {
  const x = denseOf(plainOf(value));
  const data = currentMemory().allocate(dtypeOfDense(x), x.data.length);
  for (let i = 0; i < data.length; i++) data[i] = x.data[i] > 0 ? 1 : 0;
  return { data, shape: x.shape };
}

export function reluValue(x: Value): Value {
  return bind(rectifier, [x], undefined);
}

/**
 * max(x, 0); NaN for NaN. Its derivative at 0 is 0.
 *
 * @example
 * relu([-2, 3]); // → [0, 3]
 */
export function relu<A extends Operand>(x: A): Result<A> {
  return operate('relu', reluValue, [x]);
}
