import { logNormalCdf as logNormalCdfOfArray } from '@monge/ndarray/special';
import { bind } from '../core/bind.js';
import { type Operand, operate, type Result } from '../core/operand.js';
import type { Value } from '../core/traced.js';
import { unaryLoop } from '../ops/internal/ndarray-loops.js';
import { scaled } from '../ops/internal/scale.js';
import { unaryPrimitive } from '../ops/internal/unary.js';
import { inverseMillsLoop, inverseMillsValue } from './internal/inverse-mills.js';

const logNormalDistribution = /* @__PURE__ */ unaryPrimitive({
  name: 'logNormalCdf',
  loop: /* @__PURE__ */ unaryLoop(logNormalCdfOfArray),
  slope: (x) => inverseMillsValue(x),
  slopeLoop(t, x, _, out) {
    inverseMillsLoop(x, out);
    for (let i = 0; i < out.length; i++) out[i] = scaled(t[i], out[i]);
  },
});

export function logNormalCdfValue(x: Value): Value {
  return bind(logNormalDistribution, [x], undefined);
}

/**
 * log Φ(x), the logarithm of {@link normalCdf}, also where Φ underflows or rounds to 1.
 *
 * @example
 * logNormalCdf([-1000, 10]); // → [-500007.8266948, -7.619853024e-24]
 */
export function logNormalCdf<A extends Operand>(x: A): Result<A> {
  return operate('logNormalCdf', logNormalCdfValue, [x]);
}
