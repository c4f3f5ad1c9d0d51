import { erfcinv as erfcinvOfArray } from '@monge/ndarray/special';
import { bind } from '../core/bind.js';
import { type Operand, operate, type Result } from '../core/operand.js';
import type { Value } from '../core/traced.js';
import { expValue } from '../ops/elementwise/exp.js';
import { multiplyValues } from '../ops/elementwise/multiply.js';
import { squareValue } from '../ops/elementwise/square.js';
import { unaryLoop } from '../ops/internal/ndarray-loops.js';
import { scaled } from '../ops/internal/scale.js';
import { unaryPrimitive } from '../ops/internal/unary.js';

const inverseComplementaryErrorFunction = /* @__PURE__ */ unaryPrimitive({
  name: 'erfcinv',
  loop: /* @__PURE__ */ unaryLoop(erfcinvOfArray),
  slope: (_, y) => multiplyValues(-Math.sqrt(Math.PI) / 2, expValue(squareValue(y))),
  slopeLoop(t, _, y, out) {
    for (let i = 0; i < out.length; i++)
      out[i] = scaled(t[i], (-Math.sqrt(Math.PI) / 2) * Math.exp(y[i] * y[i]));
  },
});

export function erfcinvValue(x: Value): Value {
  return bind(inverseComplementaryErrorFunction, [x], undefined);
}

/**
 * The inverse of {@link erfc}, to full relative accuracy for small q: ∞ at 0, −∞ at 2, NaN outside [0, 2]. DLMF 7.17.
 *
 * @example
 * erfcinv([1, 1e-300, 0]); // → [0, 26.2094699605, Infinity]
 */
export function erfcinv<A extends Operand>(x: A): Result<A> {
  return operate('erfcinv', erfcinvValue, [x]);
}
