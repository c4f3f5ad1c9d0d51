import { bind } from '../../core/bind.js';
import type { Value } from '../../core/traced.js';
import { negValue } from '../elementwise/neg.js';
import { scaled, scaleValues } from './scale.js';
import { unaryPrimitive } from './unary.js';

/** The density of the standard normal law, φ(x) = exp(−x²/2) / √(2π), at a number. */
export function normalPdf(x: number): number {
  return 0.3989422804014327 * Math.exp(-0.5 * x * x);
}

const density = /* @__PURE__ */ unaryPrimitive({
  name: 'normalPdf',
  loop(x, y) {
    for (let i = 0; i < y.length; i++) y[i] = normalPdf(x[i]);
  },
  // At infinity the density wins.
  slope: (x, y) => negValue(scaleValues(y, x)),
  slopeLoop(t, x, y, out) {
    for (let i = 0; i < out.length; i++) out[i] = scaled(t[i], -scaled(y[i], x[i]));
  },
});

/** {@link normalPdf}, element by element. */
export function normalPdfValue(x: Value): Value {
  return bind(density, [x], undefined);
}
