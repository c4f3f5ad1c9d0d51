import { bind } from '../../core/bind.js';
import { type Operand, operate, type Result } from '../../core/operand.js';
import type { Primitive } from '../../core/primitive.js';
import type { Value } from '../../core/traced.js';
import { evaluateBinary } from '../internal/binary.js';
import { fit } from '../internal/fit.js';
import { spread } from '../internal/spread.js';
import { negValue } from './neg.js';

export const subtraction: Primitive = {
  name: 'subtract',
  evaluate: ([a, b], _, memory) =>
    evaluateBinary(
      (n, x, xi, xs, y, yi, ys, z, zi) => {
        for (; n > 0; n--, xi += xs, yi += ys, zi++) z[zi] = x[xi] - y[yi];
      },
      a,
      b,
      memory,
      'subtract',
    ),
  vjp: (cotangent, [a, b], _, __, wanted) => [
    wanted[0] ? fit(cotangent, a) : undefined,
    wanted[1] ? fit(negValue(cotangent), b) : undefined,
  ],
  jvp: ([s, t], _, output) => {
    if (s === undefined) return spread(negValue(t as Value), output);
    return spread(t === undefined ? s : subtractValues(s, t), output);
  },
};

export function subtractValues(a: Value, b: Value): Value {
  return bind(subtraction, [a, b], undefined);
}

/**
 * a − b, element by element, with broadcasting.
 *
 * @example
 * subtract([1, 2], 1); // → [0, 1]
 */
export function subtract<A extends Operand, B extends Operand>(a: A, b: B): Result<A | B> {
  return operate<A | B>('subtract', subtractValues, [a, b]);
}
