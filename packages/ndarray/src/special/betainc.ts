import type { FloatData } from '../dtype.js';
import type { Output } from '../elementwise/operation.js';
import { runTernary, type TernaryLoop } from '../internal/operations.js';
import type { NdArray } from '../nd-array.js';
import { type ResultData, resultDtype } from '../result-dtype.js';
import type { Operand, Strided } from '../strided.js';
import * as scalar from './scalar/betainc.js';

/**
 * The regularised incomplete beta function I_x(a, b), the distribution function of the Beta(a, b) law, for a, b > 0 and
 * x in [0, 1]; NaN elsewhere. The three broadcast together. A continued fraction, of more terms the larger a and b:
 * A. R. DiDonato and A. H. Morris, ACM TOMS 18 (1992), algorithm 708. DLMF 8.17.
 *
 * Relative error ≤ 2e-14 for a, b in [0.05, 2000], in the far tails too. Near the mean a/(a + b) the number of terms
 * grows with a and b: 60 at 10³, 12 000 at 10¹⁰; NaN where 10⁶ are not enough, from about 10¹⁶ on.
 *
 * @throws ShapeError when the shapes do not broadcast together.
 * @example
 * betainc(2, 3, [0, 0.5, 1]); // → [0, 0.6875, 1]
 */
export function betainc<A extends Operand, B extends Operand, X extends Operand>(
  a: A,
  b: B,
  x: X,
): NdArray<ResultData<A | B | X>>;
export function betainc<O extends Strided<FloatData>>(
  a: Operand,
  b: Operand,
  x: Operand,
  output: Output<O>,
): O;
export function betainc(a: Operand, b: Operand, x: Operand, output?: Output<Strided>): Strided {
  const names = ['a', 'b', 'x'];
  return runTernary('ndarray.betainc', names, loop, [a, b, x], resultDtype(a, b, x), output?.out);
}

const loop: TernaryLoop = (n, w, wi, ws, x, xi, xs, y, yi, ys, z, zi, zs) => {
  for (; n > 0; n--, wi += ws, xi += xs, yi += ys, zi += zs) z[zi] = scalar.betainc(w[wi], x[xi], y[yi]);
};
