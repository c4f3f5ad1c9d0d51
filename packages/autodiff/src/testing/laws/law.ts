import type { Operand } from '@monge/ndarray';
import type { Differentiable } from '../differentiable.js';

/** Options of central differences. */
export interface DifferenceOptions {
  /**
   * The first and largest step, by which every element moves up and down; smaller ones are tried where it is too large. The function must be
   * smooth so far around the arguments. Default 2⁻⁷.
   */
  readonly step?: number;
  /**
   * How well the differences must know the derivative, relative to the larger of 1 and itself: where their own estimate of their error is
   * larger, the check fails, since it could tell nothing. Default 1e-8.
   */
  readonly tolerance?: number;
}

/** Options of the laws of derivatives. */
export interface DerivativeOptions extends DifferenceOptions {
  /** The error of derivatives of float32 arguments, relative to the larger of 1 and the largest element in float64. Default 1e-4. */
  readonly float32Tolerance?: number;
  /**
   * Whether the function takes arrays that repeat their first element along each axis; one of regular matrices does not. Default true.
   */
  readonly repeated?: boolean;
}

/** Something that is true of the derivatives of every smooth function. */
export interface DerivativeLaw {
  /** The law in a sentence. */
  readonly name: string;
  /** The order of the derivatives that it speaks of. */
  readonly order: 1 | 2 | 3;
  /**
   * Puts a function to the test at some arguments, which are read as float64. Tangents, cotangents and weights are random, and the same in
   * each run.
   *
   * @throws {Error} when the law is broken, with the numbers.
   */
  readonly check: (f: Differentiable, args: readonly Operand[], options?: DerivativeOptions) => void;
}
