import type { FloatData } from '../dtype.js';
import { elementwise } from '../internal/elementwise.js';
import { forEachRun } from '../internal/for-each-run.js';
import type { NdArray } from '../nd-array.js';
import { type ResultData, resultDtype } from '../result-dtype.js';
import type { Operand, Strided } from '../strided.js';
import type { Output } from './operation.js';

/**
 * A function of several numbers, applied to the elements of as many arrays in C order. The arrays broadcast
 * together. The element type is that of {@link resultDtype} of all of them.
 *
 * @throws ShapeError when the shapes do not broadcast together.
 * @example
 * zip([[3, 5], [4, 12]], Math.hypot); // → [5, 13]
 */
export function zip<A extends Operand>(
  arrays: readonly A[],
  f: (...elements: number[]) => number,
): NdArray<ResultData<A>>;
export function zip<O extends Strided<FloatData>>(
  arrays: readonly Operand[],
  f: (...elements: number[]) => number,
  output: Output<O>,
): O;
export function zip(
  arrays: readonly Operand[],
  f: (...elements: number[]) => number,
  output?: Output<Strided>,
): Strided {
  const names = arrays.map((_, k) => `arrays[${k}]`);
  const { operands, result } = elementwise(arrays, names, 'ndarray.zip', resultDtype(...arrays), output?.out);
  const elements = new Array<number>(arrays.length);
  const run = (n: number, at: readonly number[], step: readonly number[]) => {
    const last = operands.length;
    for (let i = 0; i < n; i++) {
      for (let k = 0; k < last; k++) elements[k] = operands[k].data[at[k] + i * step[k]]!;
      result.data[at[last] + i * step[last]] = f(...elements);
    }
  };
  forEachRun(result.shape, [...operands, result], run, 'c');
  return result;
}
