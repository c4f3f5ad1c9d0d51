import { asStrided } from '../as-strided.js';
import { DomainError } from '../errors.js';
import type { Lanes } from '../internal/lanes.js';
import { pairwiseSum, sumOfDeviations, sumOfSquares } from '../internal/pairwise-sum.js';
import { type Kernel, type ReduceOptions, reduce } from '../internal/reduce.js';
import type { NdArray } from '../nd-array.js';
import { type ResultData, resultDtype } from '../result-dtype.js';
import type { ArrayInput } from '../strided.js';
import type { AxisOptions, Reduction, WholeOptions } from './reduction.js';

/** Options of {@link variance} and {@link std}. */
export interface VarianceOptions {
  /**
   * "Delta degrees of freedom": the divisor is n − ddof. Default 0, the variance of the elements themselves; 1 makes
   * it the unbiased estimate from a sample.
   */
  readonly ddof?: number;
}

/**
 * Σ (x − x̄)² / (n − ddof), in two passes; the second one corrects for the rounding of the mean (Chan, Golub &
 * LeVeque, "Algorithms for computing the sample variance", 1983, eq. 1.7).
 *
 * @throws ShapeError unless there are more than `ddof` elements.
 * @throws DomainError when `ddof` is negative or not finite.
 * @example
 * variance([1, 2, 3, 4]); // → 1.25
 * variance([1, 2, 3], { ddof: 1 }); // → 1
 */
export const variance: Reduction<VarianceOptions> = /* @__PURE__ */ spread('variance', (square) => square);

/**
 * The standard deviation: the square root of the {@link variance}.
 *
 * @throws ShapeError unless there are more than `ddof` elements.
 * @throws DomainError when `ddof` is negative or not finite.
 * @example
 * std([1, 1, 5, 5]); // → 2
 */
export const std: Reduction<VarianceOptions> = /* @__PURE__ */ spread('std', Math.sqrt);

function spread(name: string, finish: (variance: number) => number): Reduction<VarianceOptions> {
  const caller = `ndarray.${name}`;
  function operation(x: ArrayInput, options?: VarianceOptions & WholeOptions): number;
  function operation<A extends ArrayInput>(
    x: A,
    options: VarianceOptions & AxisOptions,
  ): NdArray<ResultData<A>>;
  function operation(x: ArrayInput, options: VarianceOptions & ReduceOptions = {}): number | NdArray {
    const { ddof = 0 } = options;
    if (!(ddof >= 0 && ddof < Infinity)) {
      throw new DomainError(`${caller}: expected a finite ddof ≥ 0, got ${ddof}`);
    }
    const kernel = (lanes: Lanes): Kernel => {
      return () => finish(squaredDeviations(lanes) / (lanes.length - ddof));
    };
    const plan = { caller, dtype: resultDtype(x), atLeast: Math.floor(ddof) + 1, kernel };
    return reduce([asStrided(x, 'x', caller)], options, plan);
  }
  return operation;
}

function squaredDeviations({ data, start, length }: Lanes): number {
  const mean = pairwiseSum(data, start, length) / length;
  const drift = sumOfDeviations(data, start, length, mean);
  return Math.max(0, sumOfSquares(data, start, length, mean) - (drift * drift) / length);
}
