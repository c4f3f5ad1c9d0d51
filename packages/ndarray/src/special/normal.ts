import type { UnaryOperation } from '../elementwise/operation.js';
import { unaryOperation } from '../internal/operations.js';
import * as scalar from './scalar/normal.js';

/**
 * The distribution function of the standard normal law, Φ(x) = erfc(−x/√2)/2, in [0, 1], to full relative accuracy on
 * the left: down to the subnormal numbers at x = −38.5. Error ≤ @normalCdf@ ulp.
 *
 * @example
 * normalCdf([0, -1, -38]); // → [0.5, 0.15865525393145705, 2.88542835e-316]
 */
export const normalCdf: UnaryOperation = /* @__PURE__ */ unaryOperation(
  'normalCdf',
  (n, x, xi, xs, y, yi, ys) => {
    for (; n > 0; n--, xi += xs, yi += ys) y[yi] = scalar.normalCdf(x[xi]);
  },
);

/**
 * log Φ(x), the logarithm of {@link normalCdf}, also where Φ underflows or rounds to 1. Error ≤ @logNormalCdf@ ulp.
 *
 * @example
 * logNormalCdf([-1000, 10]); // → [-500007.8266948122, -7.61985302416047e-24]
 */
export const logNormalCdf: UnaryOperation = /* @__PURE__ */ unaryOperation(
  'logNormalCdf',
  (n, x, xi, xs, y, yi, ys) => {
    for (; n > 0; n--, xi += xs, yi += ys) y[yi] = scalar.logNormalCdf(x[xi]);
  },
);

/**
 * The quantile function of the standard normal law, Φ⁻¹(p) = −√2 erfcinv(2p): −∞ at 0, ∞ at 1, NaN outside [0, 1].
 * Error ≤ @normalQuantile@ ulp.
 *
 * @example
 * normalQuantile([0.5, 0.975, 0]); // → [0, 1.959963984540054, -Infinity]
 */
export const normalQuantile: UnaryOperation = /* @__PURE__ */ unaryOperation(
  'normalQuantile',
  (n, x, xi, xs, y, yi, ys) => {
    for (; n > 0; n--, xi += xs, yi += ys) y[yi] = scalar.normalQuantile(x[xi]);
  },
);
