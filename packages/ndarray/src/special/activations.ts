import type { UnaryKernelOperation } from '../elementwise/operation.js';
import { unaryKernelOperation } from '../internal/operations.js';
import * as scalar from './scalar/activations.js';

/**
 * The logistic function 1 / (1 + e⁻ˣ), in [0, 1]. Error ≤ 2 ulp.
 *
 * @example
 * sigmoid([0, Math.log(3), -Infinity]); // → [0.5, 0.75, 0]
 */
export const sigmoid: UnaryKernelOperation = /* @__PURE__ */ unaryKernelOperation(
  'sigmoid',
  (n, x, xi, xs, y, yi, ys) => {
    for (; n > 0; n--, xi += xs, yi += ys) y[yi] = scalar.sigmoid(x[xi]);
  },
);

/**
 * log(1 + eˣ), without overflow. Error ≤ 2 ulp.
 *
 * @example
 * softplus([0, 1000, -Infinity]); // → [0.6931471806, 1000, 0]
 */
export const softplus: UnaryKernelOperation = /* @__PURE__ */ unaryKernelOperation(
  'softplus',
  (n, x, xi, xs, y, yi, ys) => {
    for (; n > 0; n--, xi += xs, yi += ys) y[yi] = scalar.softplus(x[xi]);
  },
);

/**
 * x {@link sigmoid}(x), also called swish; its limit −0 at −∞. S. Elfwing et al., Sigmoid-weighted linear units (2018).
 * Error ≤ 2 ulp.
 *
 * @example
 * silu([0, Math.log(3), -Infinity]); // → [0, 0.8239592165, 0]
 */
export const silu: UnaryKernelOperation = /* @__PURE__ */ unaryKernelOperation(
  'silu',
  (n, x, xi, xs, y, yi, ys) => {
    for (; n > 0; n--, xi += xs, yi += ys) y[yi] = scalar.silu(x[xi]);
  },
);

/**
 * x {@link normalCdf}(x), exactly, and not by the approximation with tanh; its limit −0 at −∞. D. Hendrycks and K. Gimpel,
 * Gaussian error linear units (2016). Error ≤ 2 ulp.
 *
 * @example
 * gelu([0, 1, -Infinity]); // → [0, 0.8413447461, 0]
 */
export const gelu: UnaryKernelOperation = /* @__PURE__ */ unaryKernelOperation(
  'gelu',
  (n, x, xi, xs, y, yi, ys) => {
    for (; n > 0; n--, xi += xs, yi += ys) y[yi] = scalar.gelu(x[xi]);
  },
);

/**
 * max(x, 0); NaN for NaN.
 *
 * @example
 * relu([-2, 3]); // → [0, 3]
 */
export const relu: UnaryKernelOperation = /* @__PURE__ */ unaryKernelOperation(
  'relu',
  (n, x, xi, xs, y, yi, ys) => {
    for (; n > 0; n--, xi += xs, yi += ys) y[yi] = Math.max(x[xi], 0);
  },
);
