import { bind } from '../../core/bind.js';
import { type Operand, operate, type Result } from '../../core/operand.js';
import type { Value } from '../../core/traced.js';
import { productBy } from '../internal/scale.js';

const multiplication = /* @__PURE__ */ productBy('multiply', 'multiply', (n, x, xi, xs, y, yi, ys, z, zi) => {
  for (; n > 0; n--, xi += xs, yi += ys, zi++) z[zi] = x[xi] * y[yi];
});

export function multiplyValues(a: Value, b: Value): Value {
  return bind(multiplication, [a, b], undefined);
}

/**
 * a · b, element by element, with broadcasting.
 *
 * @example
 * multiply([1, 2], [3, 4]); // → [3, 8]
 */
export function multiply<A extends Operand, B extends Operand>(a: A, b: B): Result<A | B> {
  return operate<A | B>('multiply', multiplyValues, [a, b]);
}
