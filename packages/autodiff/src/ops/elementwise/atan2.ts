import { bind } from '../../core/bind.js';
import { type Operand, operate, type Result } from '../../core/operand.js';
import type { Value } from '../../core/traced.js';
import { binaryPrimitive } from '../internal/binary-primitive.js';
import { infiniteAtZero } from '../internal/infinite-at-zero.js';
import { divideValues } from './divide.js';
import { hypotValues } from './hypot.js';
import { negValue } from './neg.js';

const angle = /* @__PURE__ */ binaryPrimitive({
  name: 'atan2',
  loop: (n, x, xi, xs, y, yi, ys, z, zi) => {
    for (; n > 0; n--, xi += xs, yi += ys, zi++) z[zi] = Math.atan2(x[xi], y[yi]);
  },
  slopes: [
    {
      of: (a, b) => slopeOf(b, a, b),
      loop: (n, x, xi, xs, y, yi, ys, z, zi) => {
        for (; n > 0; n--, xi += xs, yi += ys, zi++) z[zi] = slopeAt(y[yi], x[xi], y[yi]);
      },
    },
    {
      of: (a, b) => negValue(slopeOf(a, a, b)),
      loop: (n, x, xi, xs, y, yi, ys, z, zi) => {
        for (; n > 0; n--, xi += xs, yi += ys, zi++) z[zi] = -slopeAt(x[xi], x[xi], y[yi]);
      },
    },
  ],
});

/** c / (a² + b²), without overflow. */
function slopeOf(c: Value, a: Value, b: Value): Value {
  const distance = infiniteAtZero(hypotValues(a, b));
  return divideValues(divideValues(c, distance), distance);
}

function slopeAt(c: number, a: number, b: number): number {
  const distance = Math.hypot(a, b);
  return c === 0 ? 0 : c / distance / distance;
}

export function atan2Values(a: Value, b: Value): Value {
  return bind(angle, [a, b], undefined);
}

/**
 * The angle of the point (b, a) in radians, in [−π, π]: that of a over b with the quadrant of both. Its derivatives at (0, 0) are taken as 0.
 *
 * @example
 * atan2([1, -1], [1, -1]); // → [0.7853981634, -2.3561944902]
 */
export function atan2<A extends Operand, B extends Operand>(a: A, b: B): Result<A | B> {
  return operate<A | B>('atan2', atan2Values, [a, b]);
}
