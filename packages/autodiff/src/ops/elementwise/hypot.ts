import { bind } from '../../core/bind.js';
import { type Operand, operate, type Result } from '../../core/operand.js';
import type { Value } from '../../core/traced.js';
import { binaryPrimitive } from '../internal/binary-primitive.js';
import { infiniteAtZero } from '../internal/infinite-at-zero.js';
import { divideValues } from './divide.js';

const hypotenuse = /* @__PURE__ */ binaryPrimitive({
  name: 'hypot',
  loop: (n, x, xi, xs, y, yi, ys, z, zi) => {
    for (; n > 0; n--, xi += xs, yi += ys, zi++) z[zi] = Math.hypot(x[xi], y[yi]);
  },
  slopes: [
    {
      of: (a, _, y) => divideValues(a, infiniteAtZero(y)),
      loop: (n, x, xi, xs, y, yi, ys, z, zi) => {
        for (; n > 0; n--, xi += xs, yi += ys, zi++) z[zi] = cosine(x[xi], y[yi]);
      },
    },
  ],
});

/** a / √(a² + b²), 0 at (0, 0). */
function cosine(a: number, b: number): number {
  return a === 0 ? 0 : a / Math.hypot(a, b);
}

export function hypotValues(a: Value, b: Value): Value {
  return bind(hypotenuse, [a, b], undefined);
}

/**
 * √(a² + b²), element by element, with broadcasting and without overflow. Its derivatives at (0, 0) are taken as 0.
 *
 * @example
 * hypot([3, 5], [4, 12]); // → [5, 13]
 */
export function hypot<A extends Operand, B extends Operand>(a: A, b: B): Result<A | B> {
  return operate<A | B>('hypot', hypotValues, [a, b]);
}
