import type { NdArray } from '../nd-array.js';
import type { AsyncPairwise } from '../pairwise/async-pairwise.js';
import type { PairwiseCosts } from '../pairwise/pairwise.js';
import type { ArrayInput } from '../strided.js';
import type { MapOperation } from './map-operation.js';

/** Which engine an asynchronous executor runs on. */
export type AsyncExecutorName = 'webgpu' | 'webgl2';

/** The functions of one number that an asynchronous executor computes element by element. */
export type AsyncMapOperation = MapOperation | 'abs' | 'square';

/** What an asynchronous executor reduces the last axis of an array by. */
export type AsyncReduceOperation = 'sum' | 'max' | 'logSumExp';

/**
 * An engine whose kernels finish later, such as a graphics processor: the counterpart of `Executor` behind promises. It is a value too, passed to the
 * functions that take one. All of it computes in float32; inputs of other types are converted. What NaN and infinities become is up to the device, but for
 * −∞ in `reduce`.
 *
 * All of it rejects with an `UnsupportedError` when an array is larger than what the device holds, when the device fails, and after `release`.
 */
export interface AsyncExecutor {
  /** Tells it apart from an `Executor`. */
  readonly asynchronous: true;
  /** The engine that runs: never another one in its place. */
  readonly name: AsyncExecutorName;
  /** What the kernels compute in. */
  readonly dtype: 'float32';
  /** The device, as far as its driver tells; may be empty. */
  readonly device: string;
  /**
   * Loads the costs between two sets of points, or a stored matrix of costs, for the kernels of optimal transport.
   * The caller releases the result. Throws, and does not reject, when they are too large for the device.
   */
  pairwise(costs: PairwiseCosts): AsyncPairwise;
  /**
   * The same for many problems that run side by side: kernels of one kind that are called in one turn of the event loop run together, as far as that pays, so that many small problems
   * keep the device as busy as a large one. What each finds does not depend on the others.
   */
  pairwiseBatch(costs: readonly PairwiseCosts[]): readonly AsyncPairwise[];
  /** The matrix product of a [m, k] and b [k, n], [m, n]. O(m·n·k). Rejects with a `ShapeError` when they do not fit. */
  gemm(a: ArrayInput, b: ArrayInput): Promise<NdArray<Float32Array>>;
  /** A function of each element, in the shape of x. O(n). */
  map(operation: AsyncMapOperation, x: ArrayInput): Promise<NdArray<Float32Array>>;
  /**
   * The last axis of x reduced, in the shape of the others. −∞ is the maximum, and the log-sum-exp, of nothing. O(n). Rejects with a `ShapeError` when x is
   * a number.
   */
  reduce(operation: AsyncReduceOperation, x: ArrayInput): Promise<NdArray<Float32Array>>;
  /** Gives the device back, with the costs loaded on it: no kernel may be called afterwards, and what is still under way may reject. */
  release(): void;
}
