import { normalQuantile as normalQuantileOfArray } from '@monge/ndarray/special';
import { bind } from '../core/bind.js';
import { type Operand, operate, type Result } from '../core/operand.js';
import type { Value } from '../core/traced.js';
import { expValue } from '../ops/elementwise/exp.js';
import { multiplyValues } from '../ops/elementwise/multiply.js';
import { squareValue } from '../ops/elementwise/square.js';
import { unaryLoop } from '../ops/internal/ndarray-loops.js';
import { scaled } from '../ops/internal/scale.js';
import { unaryPrimitive } from '../ops/internal/unary.js';

const normalInverse = /* @__PURE__ */ unaryPrimitive({
  name: 'normalQuantile',
  loop: /* @__PURE__ */ unaryLoop(normalQuantileOfArray),
  slope: (_, y) => multiplyValues(Math.sqrt(2 * Math.PI), expValue(multiplyValues(0.5, squareValue(y)))),
  slopeLoop(t, _, y, out) {
    for (let i = 0; i < out.length; i++)
      out[i] = scaled(t[i], Math.sqrt(2 * Math.PI) * Math.exp(0.5 * y[i] * y[i]));
  },
});

export function normalQuantileValue(x: Value): Value {
  return bind(normalInverse, [x], undefined);
}

/**
 * The quantile function of the standard normal law, Φ⁻¹(p): −∞ at 0, ∞ at 1, NaN outside [0, 1].
 *
 * @example
 * normalQuantile([0.5, 0.975, 0]); // → [0, 1.9599639845, -Infinity]
 */
export function normalQuantile<A extends Operand>(x: A): Result<A> {
  return operate('normalQuantile', normalQuantileValue, [x]);
}
