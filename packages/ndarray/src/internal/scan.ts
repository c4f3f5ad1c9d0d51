import { asStrided } from '../as-strided.js';
import type { Data, DType } from '../dtype.js';
import type { NdArray } from '../nd-array.js';
import type { Scan, ScanOptions } from '../reductions/scan.js';
import { type ResultData, resultDtype } from '../result-dtype.js';
import type { ArrayInput, Strided } from '../strided.js';
import { allocate } from './allocate.js';
import { resolveAxis } from './axes.js';
import { type Lanes, lanesOf } from './lanes.js';
import { make } from './make.js';
import { positions } from './positions.js';
import { packedStride, sizeOf } from './shape.js';

/** Makes as many numbers of the current lane as it has elements, in `result` from `at` on. */
export type LaneKernel = (lane: Lanes, result: Float64Array, at: number) => void;

/** The function that replaces each lane of an array by what the kernel makes of it. */
export function scan(name: string, kernel: LaneKernel): Scan {
  const caller = `ndarray.${name}`;
  function operation<A extends ArrayInput>(x: A, options?: ScanOptions): NdArray<ResultData<A>>;
  function operation(x: ArrayInput, { axis = -1 }: ScanOptions = {}): NdArray {
    const view = asStrided(x, 'x', caller);
    return scanLanes(view, resolveAxis(axis, view.shape.length, caller), resultDtype(x), kernel);
  }
  return operation;
}

/** An array of the same shape, each lane along the axis (counted from the front) replaced. */
export function scanLanes(view: Strided, axis: number, dtype: DType, kernel: LaneKernel): NdArray {
  const { shape } = view;
  const lanes = lanesOf(view, [axis]);
  const stride = packedStride(shape);
  const others = (_: number, at: number) => at !== axis;
  const starts = positions(shape.filter(others), stride.filter(others), 0);
  const step = stride[axis];
  const data = allocate(dtype, sizeOf(shape));
  const inPlace = step === 1 && data instanceof Float64Array;
  const result = inPlace ? data : new Float64Array(lanes.length);
  for (let lane = 0; lane < lanes.count; lane++) {
    lanes.seek(lane);
    kernel(lanes, result, inPlace ? starts[lane] : 0);
    if (!inPlace) scatter(result, data, starts[lane], step);
  }
  return make(data, shape);
}

function scatter(result: Float64Array, data: Data, start: number, step: number): void {
  for (let i = 0, to = start; i < result.length; i++, to += step) data[to] = result[i]!;
}
