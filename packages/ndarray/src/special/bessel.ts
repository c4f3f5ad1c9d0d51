import type { UnaryOperation } from '../elementwise/operation.js';
import { unaryOperation } from '../internal/operations.js';
import * as scalar from './scalar/bessel.js';

/**
 * The modified Bessel function I₀(x), even, at least 1; ∞ from |x| = 713.99 on. DLMF 10.25.2. Error ≤ 3 ulp.
 *
 * @example
 * besselI0([0, 1]); // → [1, 1.2660658778]
 */
export const besselI0: UnaryOperation = /* @__PURE__ */ unaryOperation(
  'besselI0',
  (n, x, xi, xs, y, yi, ys) => {
    for (; n > 0; n--, xi += xs, yi += ys) y[yi] = scalar.besselI0(x[xi]);
  },
);

/**
 * The modified Bessel function I₁(x), odd; ±∞ from |x| = 713.99 on. DLMF 10.25.2. Error ≤ 3 ulp.
 *
 * @example
 * besselI1([0, 1]); // → [0, 0.5651591040]
 */
export const besselI1: UnaryOperation = /* @__PURE__ */ unaryOperation(
  'besselI1',
  (n, x, xi, xs, y, yi, ys) => {
    for (; n > 0; n--, xi += xs, yi += ys) y[yi] = scalar.besselI1(x[xi]);
  },
);

/**
 * exp(−|x|) I₀(x), in (0, 1]: about 1/√(2π|x|) for large |x|. Error ≤ 3 ulp.
 *
 * @example
 * besselI0e([0, 1000]); // → [1, 0.0126172405]
 */
export const besselI0e: UnaryOperation = /* @__PURE__ */ unaryOperation(
  'besselI0e',
  (n, x, xi, xs, y, yi, ys) => {
    for (; n > 0; n--, xi += xs, yi += ys) y[yi] = scalar.besselI0e(x[xi]);
  },
);

/**
 * exp(−|x|) I₁(x), odd, in (−1, 1). Error ≤ 3 ulp.
 *
 * @example
 * besselI1e([0, 1000]); // → [0, 0.0126109303]
 */
export const besselI1e: UnaryOperation = /* @__PURE__ */ unaryOperation(
  'besselI1e',
  (n, x, xi, xs, y, yi, ys) => {
    for (; n > 0; n--, xi += xs, yi += ys) y[yi] = scalar.besselI1e(x[xi]);
  },
);

/**
 * log I₀(x), also where I₀ overflows; about x²/4 for small x. The logarithm of the normalising constant of the von Mises
 * law is log 2π + log I₀(κ). Error ≤ 2 ulp.
 *
 * @example
 * logBesselI0([0, 1e-10, 1000]); // → [0, 2.5e-21, 995.6273088899]
 */
export const logBesselI0: UnaryOperation = /* @__PURE__ */ unaryOperation(
  'logBesselI0',
  (n, x, xi, xs, y, yi, ys) => {
    for (; n > 0; n--, xi += xs, yi += ys) y[yi] = scalar.logBesselI0(x[xi]);
  },
);

/**
 * log I₁(x) for x ≥ 0, also where I₁ underflows or overflows: −∞ at 0, about log(x/2) for small x; NaN for x < 0, where I₁ is
 * negative. Error ≤ 2 ulp, near its root 1.5183… too.
 *
 * @example
 * logBesselI1([0, 1e-320, 1000]); // → [-Infinity, -737.5203880715, 995.6268086396]
 */
export const logBesselI1: UnaryOperation = /* @__PURE__ */ unaryOperation(
  'logBesselI1',
  (n, x, xi, xs, y, yi, ys) => {
    for (; n > 0; n--, xi += xs, yi += ys) y[yi] = scalar.logBesselI1(x[xi]);
  },
);
