import type { BinaryOperation } from '../elementwise/operation.js';
import { binaryOperation } from '../internal/operations.js';
import * as scalar from './scalar/beta.js';

/**
 * log B(a, b) = log Γ(a) + log Γ(b) − log Γ(a + b), for a, b ≥ 0, without the cancellation between large terms: ∞ where
 * one of them is 0, NaN where one is negative. A. R. DiDonato and A. H. Morris, ACM TOMS 18 (1992), algorithm 708.
 *
 * Error ≤ 4e-15 max(1, |log B(a, b)|): there is a curve on which it is 0.
 *
 * @example
 * logBeta([2, 0.5], [3, 0.5]); // → [-2.4849066498, 1.1447298858]
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
 * Error ≤ 2 ulp for integers.
 *
 * @example
 * logBinomial([5, 4], [2, 0]); // → [2.3025850930, 0]
 */
export const logBinomial: BinaryOperation = /* @__PURE__ */ binaryOperation(
  'logBinomial',
  (n, x, xi, xs, y, yi, ys, z, zi, zs) => {
    for (; n > 0; n--, xi += xs, yi += ys, zi += zs) z[zi] = scalar.logBinomial(x[xi], y[yi]);
  },
);
