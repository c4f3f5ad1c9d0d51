import { logBesselI0 as logBesselI0OfArray } from '@monge/ndarray/special';
import { bind } from '../core/bind.js';
import { type Operand, operate, type Result } from '../core/operand.js';
import { divideValues } from '../ops/elementwise/divide.js';
import { besselOf } from './internal/bessel.js';
import { unaryBySlope } from './internal/by-slopes.js';

const logBessel = /* @__PURE__ */ unaryBySlope('logBesselI0', logBesselI0OfArray, (x) =>
  divideValues(besselOf({ n: 1, scale: 'exponential' }, x), besselOf({ n: 0, scale: 'exponential' }, x)),
);

/**
 * log I₀(x), also where I₀ overflows: with log 2π, the logarithm of the normalising constant of the von Mises law of concentration x.
 *
 * @example
 * logBesselI0([0, 1e-10, 1000]); // → [0, 2.5e-21, 995.6273088899]
 */
export function logBesselI0<A extends Operand>(x: A): Result<A> {
  return operate('logBesselI0', (value) => bind(logBessel, [value], undefined), [x]);
}
