import type { UnaryOperation } from '../elementwise/operation.js';
import { unaryOperation } from '../internal/operations.js';
import * as scalar from './scalar/lgamma.js';

/**
 * log |Γ(x)|: ∞ at 0, at the negative integers and at ±∞. Polynomials on [0.75, 3), recurrence below and above, Stirling's
 * series (DLMF 5.11.1) from 10 on, reflection (5.5.3) for x < 0.
 *
 * Error ≤ 2 ulp for x > 0, near the roots 1 and 2 too. For x < 0, where there are roots in which the function has no
 * relative accuracy, the error is ≤ 1e-15 max(1, |lgamma(x)|).
 *
 * @example
 * lgamma([1, 0.5, 101]); // → [0, 0.5723649429, 363.7393755556]
 */
export const lgamma: UnaryOperation = /* @__PURE__ */ unaryOperation('lgamma', (n, x, xi, xs, y, yi, ys) => {
  for (; n > 0; n--, xi += xs, yi += ys) y[yi] = scalar.lgamma(x[xi]);
});
