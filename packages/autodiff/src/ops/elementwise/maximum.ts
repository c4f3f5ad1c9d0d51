import { bind } from '../../core/bind.js';
import { type Operand, operate, type Result } from '../../core/operand.js';
import type { Value } from '../../core/traced.js';
import { binaryPrimitive } from '../internal/binary-primitive.js';

const larger = /* @__PURE__ */ binaryPrimitive({
  name: 'maximum',
  loop: (n, x, xi, xs, y, yi, ys, z, zi) => {
    for (; n > 0; n--, xi += xs, yi += ys, zi++) z[zi] = Math.max(x[xi], y[yi]);
  },
  slopes: [
    {
      loop: (n, x, xi, xs, y, yi, ys, z, zi) => {
        for (; n > 0; n--, xi += xs, yi += ys, zi++) z[zi] = shareOf(x[xi], y[yi]);
      },
    },
  ],
});

/** The derivative of max(a, b) with respect to a. */
function shareOf(a: number, b: number): number {
  return a > b ? 1 : a < b ? 0 : 0.5;
}

export function maximumValues(a: Value, b: Value): Value {
  return bind(larger, [a, b], undefined);
}

/**
 * The larger of a and b, element by element, with broadcasting; NaN where either is NaN. Where they are equal, each has half of the derivative.
 *
 * @example
 * maximum([1, 5], 3); // → [3, 5]
 */
export function maximum<A extends Operand, B extends Operand>(a: A, b: B): Result<A | B> {
  return operate<A | B>('maximum', maximumValues, [a, b]);
}
