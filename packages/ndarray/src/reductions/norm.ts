import { asStrided } from '../as-strided.js';
import { DomainError } from '../errors.js';
import type { Lanes } from '../internal/lanes.js';
import { sumOfAbsolutes, sumOfSquares } from '../internal/pairwise-sum.js';
import { type Kernel, type ReduceOptions, reduce } from '../internal/reduce.js';
import type { NdArray } from '../nd-array.js';
import { type ResultData, resultDtype } from '../result-dtype.js';
import type { ArrayInput } from '../strided.js';
import type { AxisOptions, WholeOptions } from './reduction.js';

/** Options of {@link norm}. */
export interface NormOptions {
  /** 1 for Σ |x|, 2 (the default) for √Σ x², Infinity for max |x|. */
  readonly ord?: number;
}

/**
 * The norm of the elements as one vector: without `axis`, a matrix gives its Frobenius norm for `ord` 2, and not the
 * operator norms that NumPy has for the other `ord`. Neither overflows nor underflows where the result does not. The norm
 * of nothing is 0. O(n).
 *
 * @throws DomainError for another `ord`.
 * @example
 * norm([3, -4]); // → 5
 * norm([[3, -4], [0, 2]], { ord: 1, axis: 1 }); // → [7, 2]
 */
export function norm(x: ArrayInput, options?: NormOptions & WholeOptions): number;
export function norm<A extends ArrayInput>(x: A, options: NormOptions & AxisOptions): NdArray<ResultData<A>>;
export function norm(x: ArrayInput, options: NormOptions & ReduceOptions = {}): number | NdArray {
  const caller = 'ndarray.norm';
  const { ord = 2 } = options;
  const kernel = ord === 1 ? taxicabLength : ord === 2 ? euclideanLength : ord === Infinity ? largest : null;
  if (kernel === null) {
    throw new DomainError(`${caller}: expected ord to be 1, 2 or Infinity, got ${ord}`);
  }
  return reduce([asStrided(x, 'x', caller)], options, { caller, dtype: resultDtype(x), atLeast: 0, kernel });
}

function taxicabLength(lanes: Lanes): Kernel {
  return () => sumOfAbsolutes(lanes.data, lanes.start, lanes.length, 0);
}

/** A sum of squares above this has lost nothing that counts to underflow. */
const leastSafe = 1e-280;

function euclideanLength(lanes: Lanes): Kernel {
  const largestOf = largest(lanes);
  return () => {
    const squares = sumOfSquares(lanes.data, lanes.start, lanes.length, 0);
    if (squares > leastSafe && squares < Infinity) return Math.sqrt(squares);
    const scale = largestOf();
    if (scale === 0 || !Number.isFinite(scale)) return scale;
    // A power of two near the largest element, which rounds nothing.
    const unit = 2 ** Math.floor(Math.log2(scale));
    const scaled = lanes.data.slice(lanes.start, lanes.start + lanes.length);
    for (let i = 0; i < scaled.length; i++) scaled[i] /= unit;
    return unit * Math.sqrt(sumOfSquares(scaled, 0, scaled.length, 0));
  };
}

function largest(lanes: Lanes): Kernel {
  return () => {
    let most = 0;
    for (let i = lanes.start; i < lanes.start + lanes.length; i++) {
      most = Math.max(most, Math.abs(lanes.data[i]));
    }
    return most;
  };
}
