import type { UnaryKernelOperation, UnaryOperation } from '../elementwise/operation.js';
import { unaryKernelOperation, unaryOperation } from '../internal/operations.js';
import * as scalar from './scalar/erf.js';

/**
 * The error function, (2/√π) ∫₀ˣ exp(−t²) dt, in [−1, 1]. DLMF 7.2.1. Error ≤ 1 ulp.
 *
 * @example
 * erf([0, 0.5, -Infinity]); // → [0, 0.5204998778, -1]
 */
export const erf: UnaryKernelOperation = /* @__PURE__ */ unaryKernelOperation(
  'erf',
  (n, x, xi, xs, y, yi, ys) => {
    for (; n > 0; n--, xi += xs, yi += ys) y[yi] = scalar.erf(x[xi]);
  },
);

/**
 * The complementary error function, 1 − erf(x), in [0, 2], to full relative accuracy where it is small: down to the
 * subnormal numbers at x = 27.2. DLMF 7.2.2. Error ≤ 2 ulp.
 *
 * @example
 * erfc([0, 10]); // → [1, 2.0884875838e-45]
 */
export const erfc: UnaryOperation = /* @__PURE__ */ unaryOperation('erfc', (n, x, xi, xs, y, yi, ys) => {
  for (; n > 0; n--, xi += xs, yi += ys) y[yi] = scalar.erfc(x[xi]);
});
