import { logAddExp as logAddExpOfArrays } from '@monge/ndarray';
import { bind } from '../../core/bind.js';
import { type Operand, operate, type Result } from '../../core/operand.js';
import type { Primitive } from '../../core/primitive.js';
import type { Value } from '../../core/traced.js';
import { evaluateBinary } from '../internal/binary.js';
import { binaryPrimitive } from '../internal/binary-primitive.js';
import { binaryLoop } from '../internal/ndarray-loops.js';
import { sigmoidValue } from './sigmoid.js';
import { subtraction } from './subtract.js';

const logSum = /* @__PURE__ */ binaryPrimitive({
  name: 'logAddExp',
  loop: /* @__PURE__ */ binaryLoop(logAddExpOfArrays),
  slopes: [
    {
      of: (a, b) => sigmoidValue(differenceValues(a, b)),
      loop: (n, x, xi, xs, y, yi, ys, z, zi) => {
        for (; n > 0; n--, xi += xs, yi += ys, zi++) z[zi] = weightOf(x[xi], y[yi]);
      },
    },
  ],
});

/** eᵃ / (eᵃ + eᵇ). */
function weightOf(a: number, b: number): number {
  return 1 / (1 + Math.exp(a === b ? 0 : b - a));
}

/** a − b, and 0 for equal infinities. */
const difference: Primitive = {
  name: 'logAddExp',
  evaluate: ([a, b], _, memory) =>
    evaluateBinary(
      (n, x, xi, xs, y, yi, ys, z, zi) => {
        for (; n > 0; n--, xi += xs, yi += ys, zi++) z[zi] = x[xi] === y[yi] ? 0 : x[xi] - y[yi];
      },
      a,
      b,
      memory,
    ),
  vjp: (...values) => subtraction.vjp(...values),
  jvp: (...values) => subtraction.jvp(...values),
};

function differenceValues(a: Value, b: Value): Value {
  return bind(difference, [a, b], undefined);
}

export function logAddExpValues(a: Value, b: Value): Value {
  return bind(logSum, [a, b], undefined);
}

/**
 * log(eᵃ + eᵇ), element by element, with broadcasting and without overflow. Where both are the same infinity, each has half of the derivative.
 *
 * @example
 * logAddExp([0, 1000, -Infinity], [0, 1000, 5]); // → [0.6931471806, 1000.6931471806, 5]
 */
export function logAddExp<A extends Operand, B extends Operand>(a: A, b: B): Result<A | B> {
  return operate<A | B>('logAddExp', logAddExpValues, [a, b]);
}
