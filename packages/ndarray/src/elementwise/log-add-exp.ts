import { binaryOperation } from '../internal/operations.js';
import type { BinaryOperation } from './operation.js';

/**
 * log(eᵃ + eᵇ) without overflow: the larger plus log(1 + e^−|a − b|). For more than two terms, see {@link logSumExp}.
 *
 * @example
 * logAddExp([0, 1000, -Infinity], [0, 1000, 5]); // → [0.6931471806, 1000.6931471806, 5]
 */
export const logAddExp: BinaryOperation = /* @__PURE__ */ binaryOperation(
  'logAddExp',
  (n, x, xi, xs, y, yi, ys, z, zi, zs) => {
    for (; n > 0; n--, xi += xs, yi += ys, zi += zs) {
      const a = x[xi];
      const b = y[yi];
      // Equal infinities have no difference.
      z[zi] = a === b ? a + Math.LN2 : Math.max(a, b) + Math.log1p(Math.exp(-Math.abs(a - b)));
    }
  },
);
