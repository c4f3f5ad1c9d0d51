import { unaryOperation } from '../internal/operations.js';
import type { UnaryOperation } from './operation.js';

/**
 * The largest integer ≤ x.
 *
 * @example
 * floor([1.5, -1.5]); // → [1, -2]
 */
export const floor: UnaryOperation = /* @__PURE__ */ unaryOperation('floor', (n, x, xi, xs, y, yi, ys) => {
  for (; n > 0; n--, xi += xs, yi += ys) y[yi] = Math.floor(x[xi]);
});

/**
 * The smallest integer ≥ x.
 *
 * @example
 * ceil([1.5, -1.5]); // → [2, -1]
 */
export const ceil: UnaryOperation = /* @__PURE__ */ unaryOperation('ceil', (n, x, xi, xs, y, yi, ys) => {
  for (; n > 0; n--, xi += xs, yi += ys) y[yi] = Math.ceil(x[xi]);
});

/**
 * The nearest integer; halves go to the even one, as in IEEE 754 and NumPy (and unlike `Math.round`).
 *
 * @example
 * round([0.5, 1.5, 2.5, -0.7]); // → [0, 2, 2, -1]
 */
export const round: UnaryOperation = /* @__PURE__ */ unaryOperation('round', (n, x, xi, xs, y, yi, ys) => {
  for (; n > 0; n--, xi += xs, yi += ys) y[yi] = roundHalfToEven(x[xi]);
});

function roundHalfToEven(x: number): number {
  const up = Math.round(x);
  return up - x === 0.5 && up % 2 !== 0 ? up - 1 : up;
}
