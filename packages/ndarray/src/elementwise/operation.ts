import type { FloatData } from '../dtype.js';
import type { NdArray } from '../nd-array.js';
import type { ResultData } from '../result-dtype.js';
import type { Operand, Strided } from '../strided.js';

/** Where to write a result instead of into a new array. */
export interface Output<O extends Strided> {
  /**
   * An array of exactly the shape of the result, of any strides; it is what the function returns. It may be one of
   * the operands, or overlap with one.
   */
  readonly out: O;
}

/** An element-wise function of one array. */
export interface UnaryOperation {
  <A extends Operand>(x: A): NdArray<ResultData<A>>;
  <O extends Strided<FloatData>>(x: Operand, output: Output<O>): O;
}

/** An element-wise function of two arrays, which broadcast together. */
export interface BinaryOperation {
  <A extends Operand, B extends Operand>(a: A, b: B): NdArray<ResultData<A | B>>;
  <O extends Strided<FloatData>>(a: Operand, b: Operand, output: Output<O>): O;
}

/** An element-wise comparison of two arrays, which broadcast together: 1 where it holds, 0 where it does not. */
export interface Comparison {
  (a: Operand, b: Operand): NdArray<Uint8Array>;
  <O extends Strided>(a: Operand, b: Operand, output: Output<O>): O;
}
