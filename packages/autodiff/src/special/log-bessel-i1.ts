import { logBesselI1 as logBesselI1OfArray } from '@monge/ndarray/special';
import { bind } from '../core/bind.js';
import { type Operand, operate, type Result } from '../core/operand.js';
import { addValues } from '../ops/elementwise/add.js';
import { divideValues } from '../ops/elementwise/divide.js';
import { multiplyValues } from '../ops/elementwise/multiply.js';
import { besselOf } from './internal/bessel.js';
import { unaryBySlope } from './internal/by-slopes.js';

const logBessel = /* @__PURE__ */ unaryBySlope('logBesselI1', logBesselI1OfArray, (x) => {
  const [zeroth, first, second] = [0, 1, 2].map((n) => besselOf({ n, scale: 'exponential' }, x));
  return divideValues(addValues(zeroth, second), multiplyValues(2, first));
});

/**
 * log I₁(x) for x ≥ 0, also where I₁ underflows or overflows: −∞ at 0; NaN for x < 0, where I₁ is negative.
 *
 * @example
 * logBesselI1([0, 1e-320, 1000]); // → [-Infinity, -737.5203880715, 995.6268086396]
 */
export function logBesselI1<A extends Operand>(x: A): Result<A> {
  return operate('logBesselI1', (value) => bind(logBessel, [value], undefined), [x]);
}
