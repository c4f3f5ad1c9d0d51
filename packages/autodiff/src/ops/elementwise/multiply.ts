import { bind } from '../../core/bind.js';
import { type Operand, operate, type Result } from '../../core/operand.js';
import type { Primitive } from '../../core/primitive.js';
import type { Value } from '../../core/traced.js';
import { evaluateBinary } from '../internal/binary.js';
import { fit } from '../internal/fit.js';
import { scaleValues } from '../internal/scale.js';
import { addValues } from './add.js';

const multiplication: Primitive = {
  name: 'multiply',
  evaluate: ([a, b], _, memory) =>
    evaluateBinary(
      (n, x, xi, xs, y, yi, ys, z, zi) => {
        for (; n > 0; n--, xi += xs, yi += ys, zi++) z[zi] = x[xi] * y[yi];
      },
      a,
      b,
      memory,
    ),
  vjp: (cotangent, [a, b], _, __, wanted) => [
    wanted[0] ? fit(scaleValues(cotangent, b), a) : undefined,
    wanted[1] ? fit(scaleValues(cotangent, a), b) : undefined,
  ],
  jvp: ([s, t], [a, b]) => {
    const first = s === undefined ? undefined : scaleValues(s, b);
    const second = t === undefined ? undefined : scaleValues(t, a);
    if (first === undefined) return second as Value;
    return second === undefined ? first : addValues(first, second);
  },
};

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
