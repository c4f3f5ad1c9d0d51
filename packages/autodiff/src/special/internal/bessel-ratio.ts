import { besselI0e, besselI1e } from '@monge/ndarray/special';
import { bind } from '../../core/bind.js';
import type { Value } from '../../core/traced.js';
import { divideValues } from '../../ops/elementwise/divide.js';
import { squareValue } from '../../ops/elementwise/square.js';
import { subtractValues } from '../../ops/elementwise/subtract.js';
import { whereValues } from '../../ops/elementwise/where.js';
import { isZero } from '../../ops/internal/condition.js';
import { unaryLoop } from '../../ops/internal/ndarray-loops.js';
import { scaled } from '../../ops/internal/scale.js';
import { type UnaryLoop, unaryPrimitive } from '../../ops/internal/unary.js';

const numerator = /* @__PURE__ */ unaryLoop(besselI1e);
const denominator = /* @__PURE__ */ unaryLoop(besselI0e);

/** y ← I₁(x) / I₀(x). */
export const besselRatioLoop: UnaryLoop = (x, y) => {
  const below = new Float64Array(x.length);
  numerator(x, y);
  denominator(x, below);
  for (let i = 0; i < y.length; i++) y[i] = y[i] / below[i];
};

const ratio = /* @__PURE__ */ unaryPrimitive({
  name: 'besselRatio',
  loop: besselRatioLoop,
  // 1 − A/x − A², with the limit ½ of A/x at 0, where its derivative is 0.
  slope: (x, y) => {
    const zero = isZero(x);
    const quotient = whereValues(zero, 0.5, divideValues(y, whereValues(zero, 1, x)));
    return subtractValues(subtractValues(1, quotient), squareValue(y));
  },
  slopeLoop(t, x, y, out) {
    for (let i = 0; i < out.length; i++) {
      out[i] = scaled(t[i], 1 - (x[i] === 0 ? 0.5 : y[i] / x[i]) - y[i] * y[i]);
    }
  },
});

export function besselRatioValue(x: Value): Value {
  return bind(ratio, [x], undefined);
}
