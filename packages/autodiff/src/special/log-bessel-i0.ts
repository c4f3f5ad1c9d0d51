import { logBesselI0 as logBesselI0OfArray } from '@monge/ndarray/special';
import { bind } from '../core/bind.js';
import { type Operand, operate, type Result } from '../core/operand.js';
import type { Value } from '../core/traced.js';
import { unaryLoop } from '../ops/internal/ndarray-loops.js';
import { scaled } from '../ops/internal/scale.js';
import { unaryPrimitive } from '../ops/internal/unary.js';
import { besselRatioLoop, besselRatioValue } from './internal/bessel-ratio.js';

const logBessel = /* @__PURE__ */ unaryPrimitive({
  name: 'logBesselI0',
  loop: /* @__PURE__ */ unaryLoop(logBesselI0OfArray),
  slope: (x) => besselRatioValue(x),
  slopeLoop(t, x, _, out) {
    besselRatioLoop(x, out);
    for (let i = 0; i < out.length; i++) out[i] = scaled(t[i], out[i]);
  },
});

export function logBesselI0Value(x: Value): Value {
  return bind(logBessel, [x], undefined);
}

/**
 * log I₀(x), also where I₀ overflows: with log 2π, the logarithm of the normalising constant of the von Mises law of concentration x.
 *
 * @example
 * logBesselI0([0, 1e-10, 1000]); // → [0, 2.5e-21, 995.6273088899]
 */
export function logBesselI0<A extends Operand>(x: A): Result<A> {
  return operate('logBesselI0', logBesselI0Value, [x]);
}
