import { asStrided } from '../as-strided.js';
import type { NdArray } from '../nd-array.js';
import type { AxisOptions, Reduction, WholeOptions } from '../reductions/reduction.js';
import { type ResultData, resultDtype } from '../result-dtype.js';
import type { ArrayInput } from '../strided.js';
import type { Lanes } from './lanes.js';
import { type Kernel, type ReduceOptions, reduce } from './reduce.js';

/** The reduction that makes each lane of at least so many elements the number that the kernel says. */
export function reduction(name: string, atLeast: number, kernel: (lanes: Lanes) => Kernel): Reduction {
  const caller = `ndarray.${name}`;
  function operation(x: ArrayInput, options?: WholeOptions): number;
  function operation<A extends ArrayInput>(x: A, options: AxisOptions): NdArray<ResultData<A>>;
  function operation(x: ArrayInput, options: ReduceOptions = {}): number | NdArray {
    const plan = { caller, dtype: resultDtype(x), atLeast, kernel };
    return reduce([asStrided(x, 'x', caller)], options, plan);
  }
  return operation;
}
