import type { FloatData, FloatDType } from '../dtype.js';
import type { Pairwise, PairwiseCosts } from '../pairwise/pairwise.js';
import type { Strided } from '../strided.js';
import type { Draws } from './draws.js';
import type { KernelMemory } from './kernel-memory.js';
import type { MapOperation } from './map-operation.js';

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
  /**
   * out = f(x), element by element, for arrays of one length; `out` may be x. Each result is within 2 units in the last place of the dtype, and does not
   * depend on where in the array its element is. O(n).
   */
  map<D extends FloatData>(operation: MapOperation, x: D, out: D): void;
  /** out = xʸ, element by element, with the rules of `Math.pow`; `out` may be x or y. As accurate as `map`. O(n). */
  power<D extends FloatData>(x: D, y: D, out: D): void;
  /** Random numbers, for `@monge/random`. Absent where they would be drawn in plain loops, which that package has. */
  readonly draws?: Draws;
  /**
   * So many bytes of the kernels' own memory, for arrays that are used again and again; undefined where there is no room. Absent where kernels work on any memory.
   */
  readonly reserve?: (bytes: number) => KernelMemory | undefined;
}
