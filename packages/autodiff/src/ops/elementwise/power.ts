import { power as powerOfArrays } from '@monge/ndarray';
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

const exponentiation = /* @__PURE__ */ binaryPrimitive({
  name: 'power',
  loop: /* @__PURE__ */ binaryLoop(powerOfArrays),
  slopes: [
    {
      // b aᵇ⁻¹, which is 0 for b = 0, also at a = 0.
      of: (a, b) => scaleValues(b, powerValues(a, typeof b === 'number' ? b - 1 : subtractValues(b, 1))),
      loop: (n, x, xi, xs, y, yi, ys, z, zi) => {
        for (; n > 0; n--, xi += xs, yi += ys, zi++) z[zi] = scaled(y[yi], x[xi] ** (y[yi] - 1));
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
