import type { ZipOperation } from '@monge/ndarray';
import { bind } from '../../core/bind.js';
import { type Operand, operate, type Result } from '../../core/operand.js';
import type { Primitive } from '../../core/primitive.js';
import type { Value } from '../../core/traced.js';
import { type BinaryLoop, evaluateBinary } from '../internal/binary.js';
import { fit } from '../internal/fit.js';
import { scaleValues } from '../internal/scale.js';
import { spread } from '../internal/spread.js';
import { negValue } from './neg.js';
import { subtractValues } from './subtract.js';

const division = /* @__PURE__ */ divisionBy(
  'divide',
  (n, x, xi, xs, y, yi, ys, z, zi) => {
    for (; n > 0; n--, xi += xs, yi += ys, zi++) z[zi] = x[xi] / y[yi];
  },
  'divide',
);

/** In the rules: 0 / y is 0, even for y = 0 and NaN, as in {@link scaleValues}. */
const scaledDivision = /* @__PURE__ */ divisionBy('divide', (n, x, xi, xs, y, yi, ys, z, zi) => {
  for (; n > 0; n--, xi += xs, yi += ys, zi++) z[zi] = x[xi] === 0 ? 0 : x[xi] / y[yi];
});

function divisionBy(name: string, loop: BinaryLoop, operation?: ZipOperation): Primitive {
  return {
    name,
    evaluate: ([a, b], _, memory) => evaluateBinary(loop, a, b, memory, operation),
    vjp: (cotangent, [a, b], y, _, wanted) => {
      const first = scaledQuotient(cotangent, b);
      return [
        wanted[0] ? fit(first, a) : undefined,
        wanted[1] ? fit(negValue(scaleValues(first, y)), b) : undefined,
      ];
    },
    jvp: ([s, t], [, b], y) => {
      const second = t === undefined ? undefined : scaleValues(t, y);
      if (s === undefined) return spread(negValue(scaledQuotient(second as Value, b)), y);
      return spread(scaledQuotient(second === undefined ? s : subtractValues(s, second), b), y);
    },
  };
}

function scaledQuotient(t: Value, b: Value): Value {
  return bind(scaledDivision, [t, b], undefined);
}

export function divideValues(a: Value, b: Value): Value {
  return bind(division, [a, b], undefined);
}

/**
 * a / b, element by element, with broadcasting; division by zero gives ±∞ or NaN.
 *
 * @example
 * divide([1, 2], 4); // → [0.25, 0.5]
 */
export function divide<A extends Operand, B extends Operand>(a: A, b: B): Result<A | B> {
  return operate<A | B>('divide', divideValues, [a, b]);
}
