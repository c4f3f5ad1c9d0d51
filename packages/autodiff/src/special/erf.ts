import { erf as erfOfArray } from '@monge/ndarray/special';
import { bind } from '../core/bind.js';
import { type Operand, operate, type Result } from '../core/operand.js';
import type { Value } from '../core/traced.js';
import { multiplyValues } from '../ops/elementwise/multiply.js';
import { unaryLoop } from '../ops/internal/ndarray-loops.js';
import { normalPdf, normalPdfValue } from '../ops/internal/normal-pdf.js';
import { scaled } from '../ops/internal/scale.js';
import { unaryPrimitive } from '../ops/internal/unary.js';

const errorFunction = /* @__PURE__ */ unaryPrimitive({
  name: 'erf',
  loop: /* @__PURE__ */ unaryLoop(erfOfArray),
  slope: (x) => multiplyValues(2 * Math.SQRT2, normalPdfValue(multiplyValues(Math.SQRT2, x))),
  slopeLoop(t, x, _, out) {
    for (let i = 0; i < out.length; i++) out[i] = scaled(t[i], 2 * Math.SQRT2 * normalPdf(Math.SQRT2 * x[i]));
  },
});

export function erfValue(x: Value): Value {
  return bind(errorFunction, [x], undefined);
}

/**
 * The error function, (2/√π) ∫₀ˣ exp(−t²) dt, in [−1, 1]. DLMF 7.2.1.
 *
 * @example
 * erf([0, 0.5, -Infinity]); // → [0, 0.5204998778, -1]
 */
export function erf<A extends Operand>(x: A): Result<A> {
  return operate('erf', erfValue, [x]);
}
