import type { UnaryOperation } from '../elementwise/operation.js';
import { unaryOperation } from '../internal/operations.js';
import * as scalar from './scalar/digamma.js';

/**
 * ψ(x) = Γ′(x)/Γ(x): ∓∞ at ±0, NaN at the negative integers and −∞. A polynomial on [1, 2], recurrence below and above,
 * the asymptotic series (DLMF 5.11.2) from 10 on, reflection (5.5.4) for x < 0.
 *
 * Error ≤ 2 ulp for x > 0, near the root 1.4616… too. For x < 0, where there is a root between any two poles,
 * the error is ≤ 1e-15 max(1, |ψ(x)|).
 *
 * @example
 * digamma([1, 2]); // → [-0.5772156649, 0.4227843351]
 */
export const digamma: UnaryOperation = /* @__PURE__ */ unaryOperation(
  'digamma',
  (n, x, xi, xs, y, yi, ys) => {
    for (; n > 0; n--, xi += xs, yi += ys) y[yi] = scalar.digamma(x[xi]);
  },
);
