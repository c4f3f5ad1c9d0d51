import type { FloatData } from '../dtype.js';
import { elementwise } from '../internal/elementwise.js';
import { forEachRun } from '../internal/for-each-run.js';
import type { NdArray } from '../nd-array.js';
import { type ResultData, resultDtype } from '../result-dtype.js';
import type { Operand, Strided } from '../strided.js';
import type { Output } from './operation.js';

/**
 * A function of one number, applied to each element in C order. The element type is that of {@link resultDtype}.
 * There is a call for each element: where the function is cheap, a named operation such as {@link add} is several
 * times faster.
 *
 * @example
 * map([1, 2, 3], (x) => x / (1 + x)); // → [0.5, 0.6666666666666666, 0.75]
 */
export function map<A extends Operand>(x: A, f: (x: number) => number): NdArray<ResultData<A>>;
export function map<O extends Strided<FloatData>>(x: Operand, f: (x: number) => number, output: Output<O>): O;
export function map(input: Operand, f: (x: number) => number, output?: Output<Strided>): Strided {
  const { operands, result } = elementwise([input], ['x'], 'ndarray.map', resultDtype(input), output?.out);
  const x = operands[0];
  const run = (n: number, at: readonly number[], step: readonly number[]) => {
    for (let i = 0; i < n; i++) result.data[at[1] + i * step[1]] = f(x.data[at[0] + i * step[0]]);
  };
  forEachRun(result.shape, [x, result], run, 'c');
  return result;
}
