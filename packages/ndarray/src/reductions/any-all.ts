import { asStrided } from '../as-strided.js';
import type { Lanes } from '../internal/lanes.js';
import { type Kernel, type ReduceOptions, reduce } from '../internal/reduce.js';
import type { NdArray } from '../nd-array.js';
import type { ArrayInput } from '../strided.js';
import type { AxisOptions, Test, WholeOptions } from './reduction.js';

/**
 * Whether any element is not zero (NaN is not). False for no elements.
 *
 * @example
 * any(less([1, 2, 3], 2)); // → true
 */
export const any: Test = /* @__PURE__ */ test('any', (x) => () => {
  for (let i = x.start; i < x.start + x.length; i++) if (x.data[i] !== 0) return 1;
  return 0;
});

/**
 * Whether no element is zero (NaN is not). True for no elements.
 *
 * @example
 * all(less([1, 2, 3], 2)); // → false
 * all([[1, 0], [1, 1]], { axis: 1 }); // → [0, 1]
 */
export const all: Test = /* @__PURE__ */ test('all', (x) => () => {
  for (let i = x.start; i < x.start + x.length; i++) if (x.data[i] === 0) return 0;
  return 1;
});

function test(name: string, kernel: (lanes: Lanes) => Kernel): Test {
  const caller = `ndarray.${name}`;
  function operation(x: ArrayInput, options?: WholeOptions): boolean;
  function operation(x: ArrayInput, options: AxisOptions): NdArray<Uint8Array>;
  function operation(x: ArrayInput, options: ReduceOptions = {}): boolean | NdArray {
    const plan = { caller, dtype: 'uint8', atLeast: 0, kernel } as const;
    const result = reduce([asStrided(x, 'x', caller)], options, plan);
    return typeof result === 'number' ? result !== 0 : result;
  }
  return operation;
}
