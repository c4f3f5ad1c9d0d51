import { erfinv as erfinvOfArray } from '@monge/ndarray/special';
import { bind } from '../core/bind.js';
import { type Operand, operate, type Result } from '../core/operand.js';
import type { Value } from '../core/traced.js';
import { expValue } from '../ops/elementwise/exp.js';
import { multiplyValues } from '../ops/elementwise/multiply.js';
import { squareValue } from '../ops/elementwise/square.js';
import { unaryLoop } from '../ops/internal/ndarray-loops.js';
import { scaled } from '../ops/internal/scale.js';
import { unaryPrimitive } from '../ops/internal/unary.js';

const inverseErrorFunction = /* @__PURE__ */ unaryPrimitive({
  name: 'erfinv',
  loop: /* @__PURE__ */ unaryLoop(erfinvOfArray),
  slope: (_, y) => multiplyValues(Math.sqrt(Math.PI) / 2, expValue(squareValue(y))),
  slopeLoop(t, _, y, out) {
    for (let i = 0; i < out.length; i++)
      out[i] = scaled(t[i], (Math.sqrt(Math.PI) / 2) * Math.exp(y[i] * y[i]));
  },
});

export function erfinvValue(x: Value): Value {
  return bind(inverseErrorFunction, [x], undefined);
}

/**
 * The inverse of {@link erf}: ±∞ at ±1, NaN outside [−1, 1]. DLMF 7.17.
 *
 * @example
 * erfinv([0, 0.5, 1]); // → [0, 0.4769362762, Infinity]
 */
export function erfinv<A extends Operand>(x: A): Result<A> {
  return operate('erfinv', erfinvValue, [x]);
}
