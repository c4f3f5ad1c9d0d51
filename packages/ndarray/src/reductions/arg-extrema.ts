import { asStrided } from '../as-strided.js';
import type { Lanes } from '../internal/lanes.js';
import { type Kernel, type ReduceOptions, reduce } from '../internal/reduce.js';
import type { NdArray } from '../nd-array.js';
import type { ArrayInput } from '../strided.js';
import type { ArgReduction } from './reduction.js';

/**
 * The index of the smallest element, the first if there are several; that of the first NaN if there is one. Without
 * `axis` the index counts the elements in C order.
 *
 * @throws ShapeError when there is nothing to choose from.
 * @example
 * argmin([3, 1, 2]); // → 1
 * argmin([[1, 5], [4, 2]], { axis: 1 }); // → [0, 1]
 */
export const argmin: ArgReduction = /* @__PURE__ */ argReduction('argmin', (x) => () => {
  let best = x.start;
  for (let i = x.start; i < x.start + x.length; i++) {
    if (Number.isNaN(x.data[i])) return i - x.start;
    if (x.data[i] < x.data[best]) best = i;
  }
  return best - x.start;
});

/**
 * The index of the largest element, the first if there are several; that of the first NaN if there is one. Without
 * `axis` the index counts the elements in C order.
 *
 * @throws ShapeError when there is nothing to choose from.
 * @example
 * argmax([[1, 5], [4, 2]]); // → 1
 */
export const argmax: ArgReduction = /* @__PURE__ */ argReduction('argmax', (x) => () => {
  let best = x.start;
  for (let i = x.start; i < x.start + x.length; i++) {
    if (Number.isNaN(x.data[i])) return i - x.start;
    if (x.data[i] > x.data[best]) best = i;
  }
  return best - x.start;
});

function argReduction(name: string, kernel: (lanes: Lanes) => Kernel): ArgReduction {
  const caller = `ndarray.${name}`;
  function operation(x: ArrayInput): number;
  function operation(x: ArrayInput, options: ReduceOptions): NdArray<Int32Array>;
  function operation(x: ArrayInput, options: ReduceOptions = {}): number | NdArray {
    return reduce([asStrided(x, 'x', caller)], options, { caller, dtype: 'int32', atLeast: 1, kernel });
  }
  return operation;
}
