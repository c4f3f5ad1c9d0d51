import { asStrided } from '../as-strided.js';
import type { Data } from '../dtype.js';
import { ShapeError } from '../errors.js';
import { asOperand } from '../internal/as-operand.js';
import { convert } from '../internal/convert.js';
import { forEachRun } from '../internal/for-each-run.js';
import { fromValues } from '../internal/from-values.js';
import { laneIndices } from '../internal/lane-indices.js';
import { format, packedStride, sameShape } from '../internal/shape.js';
import type { NdArray } from '../nd-array.js';
import type { ScanOptions } from '../reductions/scan.js';
import { type ResultData, resultDtype } from '../result-dtype.js';
import type { ArrayInput } from '../strided.js';

/**
 * A copy of `x` with a value added for each index, to its own lane along the axis (the last by default): for axis 1 of
 * two, result[i, indices[i, j]] += values[i, j]. Repeated indices add up, in float64 and in C order. Added to zeros,
 * it is the transpose of {@link gather}: ⟨gather(x, indices), y⟩ = ⟨x, scatterAdd(0, indices, y)⟩. The element type is
 * that of {@link resultDtype} of `x` and `values`. O(size of x and of the indices).
 *
 * @throws ShapeError when the shapes of `x` and `indices` differ on another axis, or those of `indices` and `values`.
 * @throws DomainError when an index is not an integer in [−length, length), or the axis is outside [−rank, rank).
 * @example
 * scatterAdd(zeros([3]), [0, 2, 0], [1, 10, 100]); // → [101, 0, 10]
 */
export function scatterAdd<A extends ArrayInput, V extends ArrayInput>(
  x: A,
  indices: ArrayInput,
  values: V,
  options?: ScanOptions,
): NdArray<ResultData<A | V>>;
export function scatterAdd(
  x: ArrayInput,
  indices: ArrayInput,
  values: ArrayInput,
  { axis = -1 }: ScanOptions = {},
): NdArray {
  const caller = 'ndarray.scatterAdd';
  const view = asStrided(x, 'x', caller);
  const { shape } = view;
  const total = convert(view, 'float64', 'x', caller);
  const packed = { data: total, shape, stride: packedStride(shape), offset: 0 };
  const { index, lanes, step } = laneIndices(packed, indices, axis, caller);
  const added = asOperand(values, 'values', caller);
  if (!sameShape(added.shape, index.shape)) {
    throw new ShapeError(
      `${caller}: expected values of shape ${format(index.shape)} (that of indices), got ${format(added.shape)}`,
    );
  }
  // In C order, so that equal contents give equal bits: sums depend on the order of their terms.
  const operands = [lanes, index, added];
  const run = (n: number, at: readonly number[], by: readonly number[]) =>
    addRun(n, total, at[0], by[0], step, index.data, at[1], by[1], added.data, at[2], by[2]);
  forEachRun(index.shape, operands, run, 'c');
  return fromValues(total, shape, resultDtype(x, values), caller);
}

function addRun(
  n: number,
  total: Float64Array,
  ti: number,
  ts: number,
  step: number,
  index: Int32Array,
  ii: number,
  is: number,
  values: Data,
  vi: number,
  vs: number,
): void {
  for (; n > 0; n--, ti += ts, ii += is, vi += vs) total[ti + step * index[ii]] += values[vi];
}
