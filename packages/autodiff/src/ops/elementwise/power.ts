import { type FloatData, power as powerOfArrays } from '@monge/ndarray';
import { bind } from '../../core/bind.js';
import { type Operand, operate, type Result } from '../../core/operand.js';
import type { Value } from '../../core/traced.js';
import { binaryPrimitive } from '../internal/binary-primitive.js';
import { isZero } from '../internal/condition.js';
import { binaryLoop } from '../internal/ndarray-loops.js';
import { scaled, scaleValues } from '../internal/scale.js';
import { logValue } from './log.js';
import { subtractValues } from './subtract.js';
import { whereValues } from './where.js';

const powers = /* @__PURE__ */ binaryLoop(powerOfArrays);

/** z ← xᵉ, one exponent for all, if it is one of those that arithmetic does; false if it is not. */
function powersBy(
  e: number,
  n: number,
  x: FloatData,
  xi: number,
  xs: number,
  z: FloatData,
  zi: number,
): boolean {
  if (e === 1) for (; n > 0; n--, xi += xs, zi++) z[zi] = x[xi];
  else if (e === 2) for (; n > 0; n--, xi += xs, zi++) z[zi] = x[xi] * x[xi];
  else if (e === -1) for (; n > 0; n--, xi += xs, zi++) z[zi] = 1 / x[xi];
  // Adding 0 makes 0 of −0.
  else if (e === 0.5)
    for (; n > 0; n--, xi += xs, zi++) z[zi] = x[xi] === -Infinity ? Infinity : Math.sqrt(x[xi] + 0);
  else return false;
  return true;
}

const exponentiation = /* @__PURE__ */ binaryPrimitive({
  name: 'power',
  loop: (n, x, xi, xs, y, yi, ys, z, zi) => {
    if (ys === 0 && powersBy(y[yi], n, x, xi, xs, z, zi)) return;
    powers(n, x, xi, xs, y, yi, ys, z, zi);
  },
  slopes: [
    {
      // b aᵇ⁻¹, which is 0 for b = 0, also at a = 0.
      of: (a, b) => scaleValues(b, powerValues(a, typeof b === 'number' ? b - 1 : subtractValues(b, 1))),
      loop: (n, x, xi, xs, y, yi, ys, z, zi) => {
        const b = y[yi];
        if (ys === 0 && powersBy(b - 1, n, x, xi, xs, z, zi))
          for (; n > 0; n--, zi++) z[zi] = scaled(b, z[zi]);
        else for (; n > 0; n--, xi += xs, yi += ys, zi++) z[zi] = scaled(y[yi], x[xi] ** (y[yi] - 1));
      },
    },
    {
      // aᵇ log a, taken as 0 at a = 0, where the power is constant for b > 0.
      of: (a, _, y) => scaleValues(logValue(whereValues(isZero(a), 1, a)), y),
      loop: (n, x, xi, xs, y, yi, ys, z, zi) => {
        for (; n > 0; n--, xi += xs, yi += ys, zi++) {
          const base = x[xi];
          z[zi] = base === 0 ? 0 : scaled(base ** y[yi], Math.log(base));
        }
      },
    },
  ],
});

export function powerValues(a: Value, b: Value): Value {
  return bind(exponentiation, [a, b], undefined);
}

/**
 * aᵇ, element by element, with broadcasting and the rules of `Math.pow`: NaN for a negative base and a fractional exponent. A constant
 * exponent leaves the derivative with respect to a defined for every base that has one, zero and negative ones included; with respect to b
 * it is NaN for a < 0, and 0 for a = 0.
 *
 * @example
 * power([2, 3], [3, 2]); // → [8, 9]
 */
export function power<A extends Operand, B extends Operand>(a: A, b: B): Result<A | B> {
  return operate<A | B>('power', powerValues, [a, b]);
}
