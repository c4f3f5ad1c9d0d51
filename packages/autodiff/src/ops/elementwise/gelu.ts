import { gelu as geluOfArray, normalCdf } from '@monge/ndarray/special';
import { bind } from '../../core/bind.js';
import { type Operand, operate, type Result } from '../../core/operand.js';
import type { Value } from '../../core/traced.js';
import { unaryLoop } from '../internal/ndarray-loops.js';
import { normalPdf, normalPdfValue } from '../internal/normal-pdf.js';
import { scaled, scaleValues } from '../internal/scale.js';
import { unaryPrimitive } from '../internal/unary.js';
import { squareValue } from './square.js';
import { subtractValues } from './subtract.js';

const distribution = /* @__PURE__ */ unaryLoop(normalCdf);

const gaussianUnit = /* @__PURE__ */ unaryPrimitive({
  name: 'gelu',
  operation: 'gelu',
  loop: /* @__PURE__ */ unaryLoop(geluOfArray),
  slope: (x) => bind(gaussianUnitSlope, [x], undefined),
  slopeLoop(t, x, _, out) {
    distribution(x, out);
    for (let i = 0; i < out.length; i++) out[i] = scaled(t[i], out[i] + lean(x[i]));
  },
});

/** Φ(x) + x φ(x), a primitive of its own, since derivatives of networks are differentiated again. */
const gaussianUnitSlope = /* @__PURE__ */ unaryPrimitive({
  name: 'gelu',
  loop(x, y) {
    distribution(x, y);
    for (let i = 0; i < y.length; i++) y[i] = y[i] + lean(x[i]);
  },
  slope: (x) => scaleValues(normalPdfValue(x), subtractValues(2, squareValue(x))),
  slopeLoop(t, x, _, out) {
    for (let i = 0; i < out.length; i++) out[i] = scaled(t[i], scaled(normalPdf(x[i]), 2 - x[i] * x[i]));
  },
});

/** x φ(x), 0 at ±∞. */
function lean(x: number): number {
  return scaled(normalPdf(x), x);
}

export function geluValue(x: Value): Value {
  return bind(gaussianUnit, [x], undefined);
}

/**
 * x {@link normalCdf}(x), exactly, and not by the approximation with tanh. D. Hendrycks and K. Gimpel, Gaussian error linear units (2016).
 *
 * @example
 * gelu([0, 1, -Infinity]); // → [0, 0.8413447461, 0]
 */
export function gelu<A extends Operand>(x: A): Result<A> {
  return operate('gelu', geluValue, [x]);
}
