import { bind } from '../../core/bind.js';
import { type Operand, operate, type Result } from '../../core/operand.js';
import type { Primitive } from '../../core/primitive.js';
import type { Value } from '../../core/traced.js';
import { evaluateBinary } from '../internal/binary.js';
import { fit } from '../internal/fit.js';
import { spread } from '../internal/spread.js';

const addition: Primitive = {
  name: 'add',
  evaluate: ([a, b], _, memory) =>
    evaluateBinary(
      (n, x, xi, xs, y, yi, ys, z, zi) => {
        for (; n > 0; n--, xi += xs, yi += ys, zi++) z[zi] = x[xi] + y[yi];
      },
      a,
      b,
      memory,
      'add',
    ),
  vjp: (cotangent, [a, b], _, __, wanted) => [
    wanted[0] ? fit(cotangent, a) : undefined,
    wanted[1] ? fit(cotangent, b) : undefined,
  ],
  jvp: ([s, t], _, output) => spread(addDefined(s, t) as Value, output),
};

export function addValues(a: Value, b: Value): Value {
  return bind(addition, [a, b], undefined);
}

/** The sum of derivatives, of which undefined ones are zero. */
export function addDefined(a: Value | undefined, b: Value | undefined): Value | undefined {
  return a === undefined || b === undefined ? (a ?? b) : addValues(a, b);
}

/**
 * a + b, element by element, with broadcasting.
 *
 * @example
 * add([[1, 2], [3, 4]], [10, 20]); // → [[11, 22], [13, 24]]
 */
export function add<A extends Operand, B extends Operand>(a: A, b: B): Result<A | B> {
  return operate<A | B>('add', addValues, [a, b]);
}
