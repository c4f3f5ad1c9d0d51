import { asStrided } from '../as-strided.js';
import type { Axes } from '../axes.js';
import { contiguous } from '../contiguous.js';
import { DomainError } from '../errors.js';
import { allocate } from '../internal/allocate.js';
import { resolveAxes } from '../internal/axes.js';
import { type Lanes, lanesOf } from '../internal/lanes.js';
import { make } from '../internal/make.js';
import { checkLanes, type ReduceOptions, reducedShape } from '../internal/reduce.js';
import { reduction } from '../internal/reductions.js';
import type { NdArray } from '../nd-array.js';
import type { AxisOptions, Reduction, WholeOptions } from '../reductions/reduction.js';
import { type ResultData, resultDtype } from '../result-dtype.js';
import type { ArrayInput, Operand } from '../strided.js';

/** Options of {@link quantile} at several levels. */
export interface QuantilesOptions {
  /** The axes to reduce over. Default: all. */
  readonly axis?: Axes;
  /** Keep them with length 1. Default false. */
  readonly keepDims?: boolean;
}

/**
 * The quantile at a level q in [0, 1]: the sorted elements, interpolated linearly at the index q·(n − 1) (definition 7
 * of Hyndman & Fan, "Sample quantiles in statistical packages", 1996; the default of NumPy and R). An array of levels
 * gives an array: its shape, then that of the reduction. NaN where an element is NaN. O(n log n).
 *
 * @throws ShapeError when there are no elements.
 * @throws DomainError when a level is outside [0, 1], or an axis outside [−rank, rank).
 * @example
 * quantile([4, 1, 3, 2], 0.25); // → 1.75
 * quantile([[1, 5], [2, 7]], [0, 0.5, 1], { axis: 0 }); // → [[1, 5], [1.5, 6], [2, 7]]
 */
export function quantile(x: ArrayInput, q: number, options?: WholeOptions): number;
export function quantile<A extends ArrayInput>(x: A, q: number, options: AxisOptions): NdArray<ResultData<A>>;
export function quantile<A extends ArrayInput>(
  x: A,
  q: ArrayInput,
  options?: QuantilesOptions,
): NdArray<ResultData<A>>;
export function quantile(
  x: ArrayInput,
  q: Operand,
  { axis, keepDims = false }: ReduceOptions = {},
): number | NdArray {
  const caller = 'ndarray.quantile';
  const view = asStrided(x, 'x', caller);
  const { data: levels, shape: levelShape } = contiguous(q, 'float64', { name: 'q', caller });
  const wrong = levels.find((level) => !(level >= 0 && level <= 1));
  if (wrong !== undefined) throw new DomainError(`${caller}: expected q in [0, 1], got ${wrong}`);
  const axes = axis === undefined ? [...view.shape.keys()] : resolveAxes(axis, view.shape.length, caller);
  const lanes = lanesOf(view, axes);
  checkLanes(lanes, 1, view.shape, caller);
  const isOne = typeof q === 'number' && axis === undefined && !keepDims;
  const results = allocate(isOne ? 'float64' : resultDtype(x), levels.length * lanes.count);
  const scratch = new Float64Array(lanes.length);
  for (let i = 0; i < lanes.count; i++) {
    lanes.seek(i);
    const sorted = sortedLane(lanes, scratch);
    for (let k = 0; k < levels.length; k++) results[k * lanes.count + i] = interpolate(sorted, levels[k]);
  }
  return isOne ? results[0] : make(results, [...levelShape, ...reducedShape(view.shape, axes, keepDims)]);
}

/**
 * The middle of the sorted elements, or the mean of both middle ones: the {@link quantile} at 0.5. NaN where an
 * element is NaN. O(n log n).
 *
 * @throws ShapeError when there are no elements.
 * @example
 * median([4, 1, 9, 2]); // → 3
 * median([[1, 5, 2], [8, 7, 9]], { axis: 1 }); // → [2, 8]
 */
export const median: Reduction = /* @__PURE__ */ reduction('median', 1, (lanes) => {
  const scratch = new Float64Array(lanes.length);
  return () => interpolate(sortedLane(lanes, scratch), 0.5);
});

/** The elements of the current lane, ascending, in `sorted`. */
function sortedLane({ data, start }: Lanes, sorted: Float64Array): Float64Array {
  for (let i = 0; i < sorted.length; i++) sorted[i] = data[start + i];
  return sorted.sort();
}

/** The sorted numbers at the index q·(n − 1), which need not be an integer. */
function interpolate(sorted: Float64Array, q: number): number {
  const last = sorted.length - 1;
  // The sort leaves NaN at the end.
  if (Number.isNaN(sorted[last])) return Number.NaN;
  const below = Math.floor(q * last);
  const t = q * last - below;
  const low = sorted[below];
  if (t === 0 || low === sorted[below + 1]) return low;
  const high = sorted[below + 1];
  const gap = high - low;
  // Weights do not overflow, and leave an infinity what it is; the gap makes the result ascend with q.
  if (gap === Infinity) return (1 - t) * low + t * high;
  return t < 0.5 ? low + t * gap : high - (1 - t) * gap;
}
