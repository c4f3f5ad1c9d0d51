import { binaryOperation, unaryKernelOperation, unaryOperation } from '../internal/operations.js';
import { tanh as scalarTanh } from '../special/scalar/tanh.js';
import type { BinaryOperation, UnaryKernelOperation, UnaryOperation } from './operation.js';

/**
 * The sine of an angle in radians.
 *
 * @example
 * sin([0, Math.PI / 2]); // → [0, 1]
 */
export const sin: UnaryKernelOperation = /* @__PURE__ */ unaryKernelOperation(
  'sin',
  (n, x, xi, xs, y, yi, ys) => {
    for (; n > 0; n--, xi += xs, yi += ys) y[yi] = Math.sin(x[xi]);
  },
);

/**
 * The cosine of an angle in radians.
 *
 * @example
 * cos([0, Math.PI]); // → [1, -1]
 */
export const cos: UnaryKernelOperation = /* @__PURE__ */ unaryKernelOperation(
  'cos',
  (n, x, xi, xs, y, yi, ys) => {
    for (; n > 0; n--, xi += xs, yi += ys) y[yi] = Math.cos(x[xi]);
  },
);

/**
 * The tangent of an angle in radians.
 *
 * @example
 * tan([0, 1]); // → [0, 1.5574077247]
 */
export const tan: UnaryOperation = /* @__PURE__ */ unaryOperation('tan', (n, x, xi, xs, y, yi, ys) => {
  for (; n > 0; n--, xi += xs, yi += ys) y[yi] = Math.tan(x[xi]);
});

/**
 * The angle of the point (b, a) in radians, in [−π, π]: that of a over b with the quadrant of both.
 *
 * @example
 * atan2([1, -1], [1, -1]); // → [0.7853981634, -2.3561944902]
 */
export const atan2: BinaryOperation = /* @__PURE__ */ binaryOperation(
  'atan2',
  (n, x, xi, xs, y, yi, ys, z, zi, zs) => {
    for (; n > 0; n--, xi += xs, yi += ys, zi += zs) z[zi] = Math.atan2(x[xi], y[yi]);
  },
);

/**
 * √(a² + b²), without overflow.
 *
 * @example
 * hypot([3, 5], [4, 12]); // → [5, 13]
 */
export const hypot: BinaryOperation = /* @__PURE__ */ binaryOperation(
  'hypot',
  (n, x, xi, xs, y, yi, ys, z, zi, zs) => {
    for (; n > 0; n--, xi += xs, yi += ys, zi += zs) z[zi] = Math.hypot(x[xi], y[yi]);
  },
);

/**
 * The hyperbolic tangent, in [−1, 1].
 *
 * @example
 * tanh([0, Infinity]); // → [0, 1]
 */
export const tanh: UnaryKernelOperation = /* @__PURE__ */ unaryKernelOperation(
  'tanh',
  (n, x, xi, xs, y, yi, ys) => {
    for (; n > 0; n--, xi += xs, yi += ys) y[yi] = scalarTanh(x[xi]);
  },
);
