import type { UnaryOperation } from '../elementwise/operation.js';
import { unaryOperation } from '../internal/operations.js';
import * as scalar from './scalar/normal.js';

/**
 * The distribution function of the standard normal law, Φ(x) = erfc(−x/√2)/2, in [0, 1], to full relative accuracy on
 * the left: down to the subnormal numbers at x = −38.5. Error ≤ 3 ulp.
 *
 * @example
 * normalCdf([0, -1, -38]); // → [0.5, 0.1586552539, 2.885428e-316]
 */
export const normalCdf: UnaryOperation = /* @__PURE__ */ unaryOperation(
  'normalCdf',
  (n, x, xi, xs, y, yi, ys) => {
    for (; n > 0; n--, xi += xs, yi += ys) y[yi] = scalar.normalCdf(x[xi]);
  },
);

/**
 * log Φ(x), the logarithm of {@link normalCdf}, also where Φ underflows or rounds to 1. Error ≤ 3 ulp.
 *
 * @example
 * logNormalCdf([-1000, 10]); // → [-500007.8266948, -7.619853024e-24]
 */
export const logNormalCdf: UnaryOperation = /* @__PURE__ */ unaryOperation(
  'logNormalCdf',
  (n, x, xi, xs, y, yi, ys) => {
    for (; n > 0; n--, xi += xs, yi += ys) y[yi] = scalar.logNormalCdf(x[xi]);
  },
);

/**
 * The quantile function of the standard normal law, Φ⁻¹(p) = −√2 erfcinv(2p): −∞ at 0, ∞ at 1, NaN outside [0, 1].
 * Error ≤ 2 ulp.
 *
 * @example
 * normalQuantile([0.5, 0.975, 0]); // → [0, 1.9599639845, -Infinity]
 */
export const normalQuantile: UnaryOperation = /* @__PURE__ */ unaryOperation(
  'normalQuantile',
  (n, x, xi, xs, y, yi, ys) => {
    for (; n > 0; n--, xi += xs, yi += ys) y[yi] = scalar.normalQuantile(x[xi]);
  },
);
