import { normalCdf as normalCdfOfArray } from '@monge/ndarray/special';
import { bind } from '../core/bind.js';
import { type Operand, operate, type Result } from '../core/operand.js';
import type { Value } from '../core/traced.js';
import { unaryLoop } from '../ops/internal/ndarray-loops.js';
import { normalPdf, normalPdfValue } from '../ops/internal/normal-pdf.js';
import { scaled } from '../ops/internal/scale.js';
import { unaryPrimitive } from '../ops/internal/unary.js';

const normalDistribution = /* @__PURE__ */ unaryPrimitive({
  name: 'normalCdf',
  loop: /* @__PURE__ */ unaryLoop(normalCdfOfArray),
  slope: (x) => normalPdfValue(x),
  slopeLoop(t, x, _, out) {
    for (let i = 0; i < out.length; i++) out[i] = scaled(t[i], normalPdf(x[i]));
  },
});

export function normalCdfValue(x: Value): Value {
  return bind(normalDistribution, [x], undefined);
}

/**
 * The distribution function of the standard normal law, Φ(x), in [0, 1], to full relative accuracy on the left.
 *
 * @example
 * normalCdf([0, -1, -38]); // → [0.5, 0.1586552539, 2.885428e-316]
 */
export function normalCdf<A extends Operand>(x: A): Result<A> {
  return operate('normalCdf', normalCdfValue, [x]);
}
