import type { FloatData } from '../dtype.js';
import { runTernary, type TernaryLoop } from '../internal/operations.js';
import type { NdArray } from '../nd-array.js';
import { type ResultData, resultDtype } from '../result-dtype.js';
import type { Operand, Strided } from '../strided.js';
import type { Output } from './operation.js';

/**
 * min(max(x, low), high): the elements of `x`, moved into [low, high]. The three broadcast together; for one bound
 * only, use {@link maximum} or {@link minimum}. NaN in any of them gives NaN; where low > high, the result is `high`.
 *
 * @throws ShapeError when the shapes do not broadcast together.
 * @example
 * clip([-2, 0.5, 7], 0, 1); // → [0, 0.5, 1]
 */
export function clip<X extends Operand, L extends Operand, H extends Operand>(
  x: X,
  low: L,
  high: H,
): NdArray<ResultData<X | L | H>>;
export function clip<O extends Strided<FloatData>>(
  x: Operand,
  low: Operand,
  high: Operand,
  output: Output<O>,
): O;
export function clip(x: Operand, low: Operand, high: Operand, output?: Output<Strided>): Strided {
  const names = ['x', 'low', 'high'];
  return runTernary('ndarray.clip', names, clamp, [x, low, high], resultDtype(x, low, high), output?.out);
}

const clamp: TernaryLoop = (n, w, wi, ws, x, xi, xs, y, yi, ys, z, zi, zs) => {
  for (; n > 0; n--, wi += ws, xi += xs, yi += ys, zi += zs) {
    z[zi] = Math.min(Math.max(w[wi], x[xi]), y[yi]);
  }
};
