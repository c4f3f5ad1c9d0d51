import { comparison } from '../internal/operations.js';
import type { Comparison } from './operation.js';

/**
 * a = b; 0 wherever an operand is NaN.
 *
 * @example
 * equal([1, 2], [1, 3]); // → [1, 0]
 */
export const equal: Comparison = /* @__PURE__ */ comparison('equal', (n, x, xi, xs, y, yi, ys, z, zi, zs) => {
  for (; n > 0; n--, xi += xs, yi += ys, zi += zs) z[zi] = x[xi] === y[yi] ? 1 : 0;
});

/**
 * a ≠ b; 1 wherever an operand is NaN.
 *
 * @example
 * notEqual([1, 2], [1, 3]); // → [0, 1]
 */
export const notEqual: Comparison = /* @__PURE__ */ comparison(
  'notEqual',
  (n, x, xi, xs, y, yi, ys, z, zi, zs) => {
    for (; n > 0; n--, xi += xs, yi += ys, zi += zs) z[zi] = x[xi] !== y[yi] ? 1 : 0;
  },
);

/**
 * a < b; 0 wherever an operand is NaN.
 *
 * @example
 * less([1, 2], 2); // → [1, 0]
 */
export const less: Comparison = /* @__PURE__ */ comparison('less', (n, x, xi, xs, y, yi, ys, z, zi, zs) => {
  for (; n > 0; n--, xi += xs, yi += ys, zi += zs) z[zi] = x[xi] < y[yi] ? 1 : 0;
});

/**
 * a ≤ b; 0 wherever an operand is NaN.
 *
 * @example
 * lessEqual([1, 2, 3], 2); // → [1, 1, 0]
 */
export const lessEqual: Comparison = /* @__PURE__ */ comparison(
  'lessEqual',
  (n, x, xi, xs, y, yi, ys, z, zi, zs) => {
    for (; n > 0; n--, xi += xs, yi += ys, zi += zs) z[zi] = x[xi] <= y[yi] ? 1 : 0;
  },
);

/**
 * a > b; 0 wherever an operand is NaN.
 *
 * @example
 * greater([2, 3], 2); // → [0, 1]
 */
export const greater: Comparison = /* @__PURE__ */ comparison(
  'greater',
  (n, x, xi, xs, y, yi, ys, z, zi, zs) => {
    for (; n > 0; n--, xi += xs, yi += ys, zi += zs) z[zi] = x[xi] > y[yi] ? 1 : 0;
  },
);

/**
 * a ≥ b; 0 wherever an operand is NaN.
 *
 * @example
 * greaterEqual([1, 2, 3], 2); // → [0, 1, 1]
 */
export const greaterEqual: Comparison = /* @__PURE__ */ comparison(
  'greaterEqual',
  (n, x, xi, xs, y, yi, ys, z, zi, zs) => {
    for (; n > 0; n--, xi += xs, yi += ys, zi += zs) z[zi] = x[xi] >= y[yi] ? 1 : 0;
  },
);
