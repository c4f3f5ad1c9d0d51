import { asStrided } from '../as-strided.js';
import { DomainError } from '../errors.js';
import { broadcastStride, commonShape } from '../internal/broadcast.js';
import type { Lanes } from '../internal/lanes.js';
import { indexOfLargest, sumOfOthers } from '../internal/log-sum.js';
import { pairwiseSum } from '../internal/pairwise-sum.js';
import { type Kernel, type ReduceOptions, reduce } from '../internal/reduce.js';
import type { NdArray } from '../nd-array.js';
import { type ResultData, resultDtype } from '../result-dtype.js';
import type { ArrayInput, Operand } from '../strided.js';
import type { AxisOptions, WholeOptions } from './reduction.js';

/** Options of {@link logSumExp}. */
export interface LogSumExpOptions<B extends Operand = Operand> {
  /**
   * Weights b ≥ 0 of the terms, of a shape that broadcasts with that of `x`; 1 by default. A weight of 0 leaves its
   * term out, whatever `x` is there.
   */
  readonly b?: B;
}

/**
 * log Σ b·eˣ, computed as m + log Σ b·eˣ⁻ᵐ with m = max x, so that nothing overflows and the largest term is exact
 * (Blanchard, Higham & Higham, "Accurately computing the log-sum-exp and softmax functions", 2021, eq. 1.3 and
 * Algorithm 4.1). −∞ if every term is 0, hence also for no terms at all; +∞ and NaN pass through.
 *
 * @throws ShapeError when `b` does not broadcast with `x`.
 * @throws DomainError when a weight is negative or NaN.
 * @example
 * logSumExp([1000, 1000]); // → 1000.6931471805599
 * logSumExp([0, -Infinity], { b: [0.5, 2] }); // → -0.6931471805599453
 */
export function logSumExp(x: ArrayInput, options?: LogSumExpOptions & WholeOptions): number;
export function logSumExp<A extends ArrayInput, B extends Operand = number>(
  x: A,
  options: LogSumExpOptions<B> & AxisOptions,
): NdArray<ResultData<A | B>>;
export function logSumExp(x: ArrayInput, options: LogSumExpOptions & ReduceOptions = {}): number | NdArray {
  const caller = 'ndarray.logSumExp';
  const { b } = options;
  const view = asStrided(x, 'x', caller);
  const plan = { caller, dtype: resultDtype(x, b ?? 1), atLeast: 0 };
  if (b === undefined) return reduce([view], options, { ...plan, kernel: unweighted });
  const weights = asStrided(b, 'b', caller);
  const shape = commonShape([view.shape, weights.shape], caller);
  const views = [view, weights].map((each) => ({ ...each, shape, stride: broadcastStride(each, shape) }));
  return reduce(views, options, { ...plan, kernel: weighted });
}

function unweighted(x: Lanes): Kernel {
  return () => {
    const { data, start, length } = x;
    if (length === 0) return -Infinity;
    const top = indexOfLargest(data, start, length);
    const largest = data[top];
    return Number.isFinite(largest) ? largest + Math.log1p(sumOfOthers(data, start, length, top)) : largest;
  };
}

function weighted(x: Lanes, b: Lanes): Kernel {
  const exponents = new Float64Array(x.length);
  const terms = new Float64Array(x.length);
  return () => {
    const { length } = x;
    for (let i = 0; i < length; i++) {
      const weight = b.data[b.start + i];
      if (!(weight >= 0)) throw new DomainError(`ndarray.logSumExp: expected weights b ≥ 0, got ${weight}`);
      exponents[i] = weight === 0 ? -Infinity : x.data[x.start + i];
    }
    const largest = length === 0 ? -Infinity : exponents[indexOfLargest(exponents, 0, length)];
    if (!Number.isFinite(largest)) return largest;
    for (let i = 0; i < length; i++) {
      const term = Math.exp(exponents[i] - largest);
      terms[i] = term === 0 ? 0 : b.data[b.start + i] * term;
    }
    return largest + Math.log(pairwiseSum(terms, 0, length));
  };
}
