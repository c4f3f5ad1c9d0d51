import { softplus as softplusOfArray } from '@monge/ndarray/special';
import { bind } from '../../core/bind.js';
import { type Operand, operate, type Result } from '../../core/operand.js';
import type { Value } from '../../core/traced.js';
import { unaryLoop } from '../internal/ndarray-loops.js';
import { scaled } from '../internal/scale.js';
import { unaryPrimitive } from '../internal/unary.js';
import { sigmoidValue } from './sigmoid.js';

const softRectifier = /* @__PURE__ */ unaryPrimitive({
  name: 'softplus',
  operation: 'softplus',
  loop: /* @__PURE__ */ unaryLoop(softplusOfArray),
  slope: (x) => sigmoidValue(x),
  slopeLoop(t, x, _, out) {
    for (let i = 0; i < out.length; i++) out[i] = scaled(t[i], 1 / (1 + Math.exp(-x[i])));
  },
});

export function softplusValue(x: Value): Value {
  return bind(softRectifier, [x], undefined);
}

/**
 * log(1 + eˣ), without overflow.
 *
 * @example
 * softplus([0, 1000, -Infinity]); // → [0.6931471806, 1000, 0]
 */
export function softplus<A extends Operand>(x: A): Result<A> {
  return operate('softplus', softplusValue, [x]);
}
