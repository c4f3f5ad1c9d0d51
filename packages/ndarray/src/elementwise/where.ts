import type { FloatData } from '../dtype.js';
import { runTernary, type TernaryLoop } from '../internal/operations.js';
import type { NdArray } from '../nd-array.js';
import { type ResultData, resultDtype } from '../result-dtype.js';
import type { Operand, Strided } from '../strided.js';
import type { Output } from './operation.js';

/**
 * The elements of `a` where the condition is not zero (NaN is not), those of `b` elsewhere. The three broadcast
 * together. The element type is that of {@link resultDtype} of `a` and `b`.
 *
 * @throws ShapeError when the shapes do not broadcast together.
 * @example
 * where(greater([1, -2, 3], 0), [1, -2, 3], 0); // → [1, 0, 3]
 */
export function where<A extends Operand, B extends Operand>(
  condition: Operand,
  a: A,
  b: B,
): NdArray<ResultData<A | B>>;
export function where<O extends Strided<FloatData>>(
  condition: Operand,
  a: Operand,
  b: Operand,
  output: Output<O>,
): O;
export function where(condition: Operand, a: Operand, b: Operand, output?: Output<Strided>): Strided {
  const names = ['condition', 'a', 'b'];
  return runTernary('ndarray.where', names, choose, [condition, a, b], resultDtype(a, b), output?.out);
}

const choose: TernaryLoop = (n, w, wi, ws, x, xi, xs, y, yi, ys, z, zi, zs) => {
  for (; n > 0; n--, wi += ws, xi += xs, yi += ys, zi += zs) z[zi] = w[wi] !== 0 ? x[xi] : y[yi];
};
