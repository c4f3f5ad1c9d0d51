import { asStrided } from '../as-strided.js';
import type { NdArray } from '../nd-array.js';
import type { Scan, ScanOptions } from '../reductions/scan.js';
import { type ResultData, resultDtype } from '../result-dtype.js';
import type { ArrayInput } from '../strided.js';
import { allocate } from './allocate.js';
import { resolveAxis } from './axes.js';
import { type Lanes, lanesOf } from './lanes.js';
import { make } from './make.js';
import { positions } from './positions.js';
import { packedStride, sizeOf } from './shape.js';

/** The function that replaces each lane of an array by as many numbers, which the kernel writes to `result`. */
export function scan(name: string, kernel: (lane: Lanes, result: Float64Array) => void): Scan {
  const caller = `ndarray.${name}`;
  function operation<A extends ArrayInput>(x: A, options?: ScanOptions): NdArray<ResultData<A>>;
  function operation(x: ArrayInput, { axis = -1 }: ScanOptions = {}): NdArray {
    const view = asStrided(x, 'x', caller);
    const { shape } = view;
    const along = resolveAxis(axis, shape.length, caller);
    const lanes = lanesOf(view, [along]);
    const stride = packedStride(shape);
    const others = (_: number, at: number) => at !== along;
    const starts = positions(shape.filter(others), stride.filter(others), 0);
    const step = stride[along];
    const data = allocate(resultDtype(x), sizeOf(shape));
    const result = new Float64Array(lanes.length);
    for (let lane = 0; lane < lanes.count; lane++) {
      lanes.seek(lane);
      kernel(lanes, result);
      for (let i = 0, to = starts[lane]; i < result.length; i++, to += step) data[to] = result[i]!;
    }
    return make(data, shape);
  }
  return operation;
}
