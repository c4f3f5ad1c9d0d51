import type { BinaryOperation } from '../elementwise/operation.js';
import { binaryOperation } from '../internal/operations.js';
import * as scalar from './scalar/beta.js';

/**
 * log B(a, b) = log Γ(a) + log Γ(b) − log Γ(a + b), for a, b ≥ 0, without the cancellation between large terms: ∞ where
 * one of them is 0, NaN where one is negative. A. R. DiDonato and A. H. Morris, ACM TOMS 18 (1992), algorithm 708.
 *
 * Error ≤ @logBeta@.
 *
 * @example
 * logBeta([2, 0.5], [3, 0.5]); // → [-Math.log(12), Math.log(Math.PI)]
 */
export const logBeta: BinaryOperation = /* @__PURE__ */ binaryOperation(
  'logBeta',
  (n, x, xi, xs, y, yi, ys, z, zi, zs) => {
    for (; n > 0; n--, xi += xs, yi += ys, zi += zs) z[zi] = scalar.logBeta(x[xi], y[yi]);
  },
);

/**
 * log (n choose k), for n ≥ 0; −∞ outside 0 ≤ k ≤ n, NaN for n < 0. Arguments that are no integers give
 * log [Γ(n + 1) / (Γ(k + 1) Γ(n − k + 1))], to an absolute accuracy of 1e-14 where k or n − k is far below 1.
 *
 * Error ≤ @logBinomial@ ulp for integers.
 *
 * @example
 * logBinomial([5, 4], [2, 0]); // → [Math.log(10), 0]
 */
export const logBinomial: BinaryOperation = /* @__PURE__ */ binaryOperation(
  'logBinomial',
  (n, x, xi, xs, y, yi, ys, z, zi, zs) => {
    for (; n > 0; n--, xi += xs, yi += ys, zi += zs) z[zi] = scalar.logBinomial(x[xi], y[yi]);
  },
);
