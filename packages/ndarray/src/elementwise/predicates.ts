import { predicate } from '../internal/operations.js';
import type { Predicate } from './operation.js';

/**
 * Whether x is neither infinite nor NaN.
 *
 * @example
 * isfinite([1, Infinity, NaN]); // → [1, 0, 0]
 */
export const isfinite: Predicate = /* @__PURE__ */ predicate('isfinite', (n, x, xi, xs, y, yi, ys) => {
  for (; n > 0; n--, xi += xs, yi += ys) y[yi] = Number.isFinite(x[xi]) ? 1 : 0;
});

/**
 * Whether x is NaN.
 *
 * @example
 * isnan([1, Infinity, NaN]); // → [0, 0, 1]
 */
export const isnan: Predicate = /* @__PURE__ */ predicate('isnan', (n, x, xi, xs, y, yi, ys) => {
  for (; n > 0; n--, xi += xs, yi += ys) y[yi] = Number.isNaN(x[xi]) ? 1 : 0;
});
