import type { UnaryOperation } from '../elementwise/operation.js';
import { unaryOperation } from '../internal/operations.js';
import * as scalar from './scalar/erfinv.js';

/**
 * The inverse of {@link erf}: ±∞ at ±1, NaN outside [−1, 1]. DLMF 7.17. Error ≤ 2 ulp.
 *
 * @example
 * erfinv([0, 0.5, 1]); // → [0, 0.4769362762, Infinity]
 */
export const erfinv: UnaryOperation = /* @__PURE__ */ unaryOperation('erfinv', (n, x, xi, xs, y, yi, ys) => {
  for (; n > 0; n--, xi += xs, yi += ys) y[yi] = scalar.erfinv(x[xi]);
});

/**
 * The inverse of {@link erfc}, to full relative accuracy for small q: ∞ at 0, −∞ at 2, NaN outside [0, 2]. DLMF 7.17.
 * Error ≤ 2 ulp.
 *
 * @example
 * erfcinv([1, 1e-300, 0]); // → [0, 26.2094699605, Infinity]
 */
export const erfcinv: UnaryOperation = /* @__PURE__ */ unaryOperation(
  'erfcinv',
  (n, x, xi, xs, y, yi, ys) => {
    for (; n > 0; n--, xi += xs, yi += ys) y[yi] = scalar.erfcinv(x[xi]);
  },
);
