import type { FloatData } from '../dtype.js';
import type { Executor } from '../executors/executor.js';
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

/**
 * An element-wise function of one array, of any strides. The result has the shape of `x` and the element type of
 * {@link resultDtype}; it is packed in C order, or it is `out`. O(size).
 *
 * Throws a ShapeError or DTypeError when `x` is no array, or when `out` has another shape or an integer type.
 */
export interface UnaryOperation {
  <A extends Operand>(x: A): NdArray<ResultData<A>>;
  <O extends Strided<FloatData>>(x: Operand, output: Output<O>): O;
}

/** What computes an element-wise function, of those that executors have kernels for. */
export interface ElementwiseOptions<K extends 'map' | 'power'> {
  /** Default: plain loops. */
  readonly executor?: Pick<Executor, K>;
}

/** A {@link UnaryOperation} that executors have a kernel for; strides that are not packed cost it a copy. */
export interface UnaryKernelOperation {
  <O extends Strided<FloatData>>(x: Operand, options: Output<O> & ElementwiseOptions<'map'>): O;
  <A extends Operand>(x: A, options?: ElementwiseOptions<'map'>): NdArray<ResultData<A>>;
}

/**
 * An element-wise function of two arrays, of any strides, which broadcast together (see {@link broadcastShapes}).
 * The result has the element type of {@link resultDtype}; it is packed in C order, or it is `out`. O(size).
 *
 * Throws a ShapeError when the shapes do not broadcast together, and what a {@link UnaryOperation} throws.
 */
export interface BinaryOperation {
  <A extends Operand, B extends Operand>(a: A, b: B): NdArray<ResultData<A | B>>;
  <O extends Strided<FloatData>>(a: Operand, b: Operand, output: Output<O>): O;
}

/** A {@link BinaryOperation} that executors have a kernel for; strides that are not packed, and broadcasting, cost it a copy. */
export interface BinaryKernelOperation {
  <O extends Strided<FloatData>>(a: Operand, b: Operand, options: Output<O> & ElementwiseOptions<'power'>): O;
  <A extends Operand, B extends Operand>(
    a: A,
    b: B,
    options?: ElementwiseOptions<'power'>,
  ): NdArray<ResultData<A | B>>;
}

/**
 * An element-wise comparison of two arrays, which broadcast together: 1 where it holds, 0 where it does not, as
 * uint8 or in the element type of `out`. O(size).
 *
 * Throws what a {@link BinaryOperation} throws.
 */
export interface Comparison {
  (a: Operand, b: Operand): NdArray<Uint8Array>;
  <O extends Strided>(a: Operand, b: Operand, output: Output<O>): O;
}

/**
 * A test of each element: 1 where it holds, 0 where it does not, as uint8 or in the element type of `out`. O(size).
 *
 * Throws what a {@link UnaryOperation} throws.
 */
export interface Predicate {
  (x: Operand): NdArray<Uint8Array>;
  <O extends Strided>(x: Operand, output: Output<O>): O;
}
