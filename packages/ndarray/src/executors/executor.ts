import type { FloatData, FloatDType } from '../dtype.js';
import type { Pairwise, PairwiseCosts } from '../pairwise/pairwise.js';
import type { Strided } from '../strided.js';

/** Which engine an executor runs on. */
export type ExecutorName = 'wasm' | 'javascript';

/**
 * An engine that runs the heavy kernels. It is a value: algorithms take one as an option, nothing registers one, and
 * results say which one ran.
 */
export interface Executor {
  readonly name: ExecutorName;
  /** How many threads the kernels use. */
  readonly threads: number;
  /**
   * Loads the costs between two sets of points, or a stored matrix of costs, for the kernels of optimal transport.
   * The caller releases the result.
   */
  pairwise(costs: PairwiseCosts, dtype: FloatDType): Pairwise;
  /**
   * out = a · b for a [m, k] and b [k, n] of any strides and one dtype; `out` is contiguous, of that dtype, with m·n
   * elements. Sums run in the dtype of the arrays, or better. O(m·n·k).
   */
  gemm<D extends FloatData>(a: Strided<D>, b: Strided<D>, out: D): void;
}
