import { bind } from '../../core/bind.js';
import { denseOf, dtypeOfDense } from '../../core/dense.js';
import { currentMemory } from '../../core/evaluation.js';
import { type Operand, operate, type Result } from '../../core/operand.js';
import { plainOf, type Value } from '../../core/traced.js';
import { scaled } from '../internal/scale.js';
import { unaryPrimitive } from '../internal/unary.js';

const absoluteValue = /* @__PURE__ */ unaryPrimitive({
  name: 'abs',
  loop(x, y) {
    for (let i = 0; i < y.length; i++) y[i] = Math.abs(x[i]);
  },
  slope: (x) => signs(x),
  slopeLoop(t, x, _, out) {
    for (let i = 0; i < out.length; i++) out[i] = scaled(t[i], Math.sign(x[i]));
  },
});

/** The sign of x: a constant for all derivatives. */
function signs(value: Value): Value {
  const x = denseOf(plainOf(value));
  const data = currentMemory().allocate(dtypeOfDense(x), x.data.length);
  for (let i = 0; i < data.length; i++) data[i] = Math.sign(x.data[i]);
  return { data, shape: x.shape };
}

export function absValue(x: Value): Value {
  return bind(absoluteValue, [x], undefined);
}

/**
 * |x|. Its derivative at 0 is 0.
 *
 * @example
 * abs([1, -2]); // → [1, 2]
 */
export function abs<A extends Operand>(x: A): Result<A> {
  return operate('abs', absValue, [x]);
}
