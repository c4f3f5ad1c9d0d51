import { unaryKernelOperation } from '../internal/operations.js';
import type { UnaryKernelOperation } from './operation.js';

/**
 * eˣ.
 *
 * @example
 * exp([0, -Infinity]); // → [1, 0]
 */
export const exp: UnaryKernelOperation = /* @__PURE__ */ unaryKernelOperation(
  'exp',
  (n, x, xi, xs, y, yi, ys) => {
    for (; n > 0; n--, xi += xs, yi += ys) y[yi] = Math.exp(x[xi]);
  },
);

/**
 * eˣ − 1, accurate near 0.
 *
 * @example
 * expm1([0, 1e-20]); // → [0, 1e-20]
 */
export const expm1: UnaryKernelOperation = /* @__PURE__ */ unaryKernelOperation(
  'expm1',
  (n, x, xi, xs, y, yi, ys) => {
    for (; n > 0; n--, xi += xs, yi += ys) y[yi] = Math.expm1(x[xi]);
  },
);

/**
 * The natural logarithm; −∞ at 0, NaN below.
 *
 * @example
 * log([1, 0]); // → [0, -Infinity]
 */
export const log: UnaryKernelOperation = /* @__PURE__ */ unaryKernelOperation(
  'log',
  (n, x, xi, xs, y, yi, ys) => {
    for (; n > 0; n--, xi += xs, yi += ys) y[yi] = Math.log(x[xi]);
  },
);

/**
 * log(1 + x), accurate near 0; −∞ at −1, NaN below.
 *
 * @example
 * log1p([0, 1e-20]); // → [0, 1e-20]
 */
export const log1p: UnaryKernelOperation = /* @__PURE__ */ unaryKernelOperation(
  'log1p',
  (n, x, xi, xs, y, yi, ys) => {
    for (; n > 0; n--, xi += xs, yi += ys) y[yi] = Math.log1p(x[xi]);
  },
);

/**
 * The square root; NaN below 0.
 *
 * @example
 * sqrt([4, 2.25]); // → [2, 1.5]
 */
export const sqrt: UnaryKernelOperation = /* @__PURE__ */ unaryKernelOperation(
  'sqrt',
  (n, x, xi, xs, y, yi, ys) => {
    for (; n > 0; n--, xi += xs, yi += ys) y[yi] = Math.sqrt(x[xi]);
  },
);
