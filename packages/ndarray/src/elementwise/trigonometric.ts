import { unaryOperation } from '../internal/operations.js';
import type { UnaryOperation } from './operation.js';

/**
 * The sine of an angle in radians.
 *
 * @example
 * sin([0, Math.PI / 2]); // → [0, 1]
 */
export const sin: UnaryOperation = /* @__PURE__ */ unaryOperation('sin', (n, x, xi, xs, y, yi, ys) => {
  for (; n > 0; n--, xi += xs, yi += ys) y[yi] = Math.sin(x[xi]);
});

/**
 * The cosine of an angle in radians.
 *
 * @example
 * cos([0, Math.PI]); // → [1, -1]
 */
export const cos: UnaryOperation = /* @__PURE__ */ unaryOperation('cos', (n, x, xi, xs, y, yi, ys) => {
  for (; n > 0; n--, xi += xs, yi += ys) y[yi] = Math.cos(x[xi]);
});

/**
 * The hyperbolic tangent, in [−1, 1].
 *
 * @example
 * tanh([0, Infinity]); // → [0, 1]
 */
export const tanh: UnaryOperation = /* @__PURE__ */ unaryOperation('tanh', (n, x, xi, xs, y, yi, ys) => {
  for (; n > 0; n--, xi += xs, yi += ys) y[yi] = Math.tanh(x[xi]);
});
