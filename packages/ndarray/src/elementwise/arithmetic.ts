import { binaryOperation, powerOperation, unaryOperation } from '../internal/operations.js';
import { power as scalarPower } from '../special/scalar/power.js';
import type { BinaryKernelOperation, BinaryOperation, UnaryOperation } from './operation.js';

/**
 * a + b.
 *
 * @example
 * add([[1, 2], [3, 4]], [10, 20]); // → [[11, 22], [13, 24]]
 */
export const add: BinaryOperation = /* @__PURE__ */ binaryOperation(
  'add',
  (n, x, xi, xs, y, yi, ys, z, zi, zs) => {
    for (; n > 0; n--, xi += xs, yi += ys, zi += zs) z[zi] = x[xi] + y[yi];
  },
);

/**
 * a − b.
 *
 * @example
 * subtract([1, 2], 1); // → [0, 1]
 */
export const subtract: BinaryOperation = /* @__PURE__ */ binaryOperation(
  'subtract',
  (n, x, xi, xs, y, yi, ys, z, zi, zs) => {
    for (; n > 0; n--, xi += xs, yi += ys, zi += zs) z[zi] = x[xi] - y[yi];
  },
);

/**
 * a · b, element by element.
 *
 * @example
 * multiply([1, 2], [3, 4]); // → [3, 8]
 */
export const multiply: BinaryOperation = /* @__PURE__ */ binaryOperation(
  'multiply',
  (n, x, xi, xs, y, yi, ys, z, zi, zs) => {
    for (; n > 0; n--, xi += xs, yi += ys, zi += zs) z[zi] = x[xi] * y[yi];
  },
);

/**
 * a / b; division by zero gives ±∞ or NaN.
 *
 * @example
 * divide([1, 2], 4); // → [0.25, 0.5]
 */
export const divide: BinaryOperation = /* @__PURE__ */ binaryOperation(
  'divide',
  (n, x, xi, xs, y, yi, ys, z, zi, zs) => {
    for (; n > 0; n--, xi += xs, yi += ys, zi += zs) z[zi] = x[xi] / y[yi];
  },
);

/**
 * aᵇ, with the rules of `Math.pow` (NaN for a negative base and a fractional exponent), but within 1 ulp in every engine.
 *
 * @example
 * power([2, 3], [3, 2]); // → [8, 9]
 */
export const power: BinaryKernelOperation = /* @__PURE__ */ powerOperation(
  (n, x, xi, xs, y, yi, ys, z, zi, zs) => {
    for (; n > 0; n--, xi += xs, yi += ys, zi += zs) z[zi] = scalarPower(x[xi], y[yi]);
  },
);

/**
 * The smaller of a and b; NaN where either is NaN.
 *
 * @example
 * minimum([1, 5], 3); // → [1, 3]
 */
export const minimum: BinaryOperation = /* @__PURE__ */ binaryOperation(
  'minimum',
  (n, x, xi, xs, y, yi, ys, z, zi, zs) => {
    for (; n > 0; n--, xi += xs, yi += ys, zi += zs) z[zi] = Math.min(x[xi], y[yi]);
  },
);

/**
 * The larger of a and b; NaN where either is NaN.
 *
 * @example
 * maximum([1, 5], 3); // → [3, 5]
 */
export const maximum: BinaryOperation = /* @__PURE__ */ binaryOperation(
  'maximum',
  (n, x, xi, xs, y, yi, ys, z, zi, zs) => {
    for (; n > 0; n--, xi += xs, yi += ys, zi += zs) z[zi] = Math.max(x[xi], y[yi]);
  },
);

/**
 * −x.
 *
 * @example
 * neg([1, -2]); // → [-1, 2]
 */
export const neg: UnaryOperation = /* @__PURE__ */ unaryOperation('neg', (n, x, xi, xs, y, yi, ys) => {
  for (; n > 0; n--, xi += xs, yi += ys) y[yi] = -x[xi];
});

/**
 * |x|.
 *
 * @example
 * abs([1, -2]); // → [1, 2]
 */
export const abs: UnaryOperation = /* @__PURE__ */ unaryOperation('abs', (n, x, xi, xs, y, yi, ys) => {
  for (; n > 0; n--, xi += xs, yi += ys) y[yi] = Math.abs(x[xi]);
});

/**
 * The sign: −1, 0 or 1; a zero keeps its own.
 *
 * @example
 * sign([3, 0, -2]); // → [1, 0, -1]
 */
export const sign: UnaryOperation = /* @__PURE__ */ unaryOperation('sign', (n, x, xi, xs, y, yi, ys) => {
  for (; n > 0; n--, xi += xs, yi += ys) y[yi] = Math.sign(x[xi]);
});

/**
 * x².
 *
 * @example
 * square([3, -2]); // → [9, 4]
 */
export const square: UnaryOperation = /* @__PURE__ */ unaryOperation('square', (n, x, xi, xs, y, yi, ys) => {
  for (; n > 0; n--, xi += xs, yi += ys) y[yi] = x[xi] * x[xi];
});

/**
 * 1 / x; ±∞ at ±0.
 *
 * @example
 * reciprocal([2, -4]); // → [0.5, -0.25]
 */
export const reciprocal: UnaryOperation = /* @__PURE__ */ unaryOperation(
  'reciprocal',
  (n, x, xi, xs, y, yi, ys) => {
    for (; n > 0; n--, xi += xs, yi += ys) y[yi] = 1 / x[xi];
  },
);
