import { erfc as erfcOfArray } from '@monge/ndarray/special';
import { bind } from '../core/bind.js';
import { type Operand, operate, type Result } from '../core/operand.js';
import type { Value } from '../core/traced.js';
import { multiplyValues } from '../ops/elementwise/multiply.js';
import { unaryLoop } from '../ops/internal/ndarray-loops.js';
import { normalPdf, normalPdfValue } from '../ops/internal/normal-pdf.js';
import { scaled } from '../ops/internal/scale.js';
import { unaryPrimitive } from '../ops/internal/unary.js';

const complementaryErrorFunction = /* @__PURE__ */ unaryPrimitive({
  name: 'erfc',
  loop: /* @__PURE__ */ unaryLoop(erfcOfArray),
  slope: (x) => multiplyValues(-2 * Math.SQRT2, normalPdfValue(multiplyValues(Math.SQRT2, x))),
  slopeLoop(t, x, _, out) {
    for (let i = 0; i < out.length; i++)
      out[i] = scaled(t[i], -2 * Math.SQRT2 * normalPdf(Math.SQRT2 * x[i]));
  },
});

export function erfcValue(x: Value): Value {
  return bind(complementaryErrorFunction, [x], undefined);
}

/**
 * The complementary error function, 1 − erf(x), in [0, 2], to full relative accuracy where it is small. DLMF 7.2.2.
 *
 * @example
 * erfc([0, 10]); // → [1, 2.0884875838e-45]
 */
export function erfc<A extends Operand>(x: A): Result<A> {
  return operate('erfc', erfcValue, [x]);
}
