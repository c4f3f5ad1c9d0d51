import { normalCdf } from '@monge/ndarray/special';
import { bind } from '../../core/bind.js';
import type { Value } from '../../core/traced.js';
import { addValues } from '../../ops/elementwise/add.js';
import { multiplyValues } from '../../ops/elementwise/multiply.js';
import { negValue } from '../../ops/elementwise/neg.js';
import { unaryLoop } from '../../ops/internal/ndarray-loops.js';
import { normalPdf } from '../../ops/internal/normal-pdf.js';
import { scaled } from '../../ops/internal/scale.js';
import { type UnaryLoop, unaryPrimitive } from '../../ops/internal/unary.js';

const distribution = /* @__PURE__ */ unaryLoop(normalCdf);

/** y ← φ(x) / Φ(x), the inverse of the Mills ratio at −x. */
export const inverseMillsLoop: UnaryLoop = (x, y) => {
  distribution(x, y);
  for (let i = 0; i < y.length; i++) y[i] = x[i] > TAIL ? normalPdf(x[i]) / y[i] : tailOf(-x[i]);
};

/** Left of it the quotient would lose digits, and in the end both its parts. */
const TAIL = -6;

/** z + 1/(z + 2/(z + 3/(z + …))), DLMF 7.9.1, of which so many terms are enough from z = 6 on. */
function tailOf(z: number): number {
  let fraction = z;
  for (let k = 40; k >= 1; k--) fraction = z + k / fraction;
  return fraction;
}

const ratio = /* @__PURE__ */ unaryPrimitive({
  name: 'inverseMills',
  loop: inverseMillsLoop,
  slope: (x, y) => negValue(multiplyValues(y, addValues(x, y))),
  slopeLoop(t, x, y, out) {
    for (let i = 0; i < out.length; i++) out[i] = scaled(t[i], -y[i] * (x[i] + y[i]));
  },
});

export function inverseMillsValue(x: Value): Value {
  return bind(ratio, [x], undefined);
}
