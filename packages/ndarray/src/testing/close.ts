import { asStrided } from '../as-strided.js';
import { convert } from '../internal/convert.js';
import { format, packedStride, sameShape } from '../internal/shape.js';
import type { Operand } from '../strided.js';
import { maxUlp } from './max-ulp.js';

/** How far apart two elements may be: |actual − expected| ≤ atol + rtol·|expected|. */
export interface Tolerance {
  /** Relative to the expected element. Default 1e-12. */
  readonly rtol?: number;
  /** Absolute. Default 0. */
  readonly atol?: number;
}

/**
 * Whether two arrays have one shape and their elements are within the tolerance. Equal infinities are close, and so
 * are two NaN.
 *
 * @example
 * allClose([1, 2], [1, 2 + 1e-13]); // → true
 */
export function allClose(actual: Operand, expected: Operand, tolerance: Tolerance = {}): boolean {
  return difference(actual, expected, tolerance) === null;
}

/**
 * Asserts that two arrays are {@link allClose}; the message says how many elements are not, and shows the worst one.
 *
 * @throws Error when they are not.
 * @example
 * assertAllClose([0.1 + 0.2], [0.3]);
 */
export function assertAllClose(actual: Operand, expected: Operand, tolerance: Tolerance = {}): void {
  const message = difference(actual, expected, tolerance);
  if (message !== null) throw new Error(message);
}

function difference(actual: Operand, expected: Operand, tolerance: Tolerance): string | null {
  const caller = 'testing.allClose';
  const a = asStrided(actual, 'actual', caller);
  const b = asStrided(expected, 'expected', caller);
  if (!sameShape(a.shape, b.shape)) return `expected shape ${format(b.shape)}, got ${format(a.shape)}`;
  const x = convert(a, 'float64', 'actual', caller);
  const y = convert(b, 'float64', 'expected', caller);
  const { rtol = 1e-12, atol = 0 } = tolerance;
  let [wrong, worst, most] = [0, 0, 0];
  for (let i = 0; i < x.length; i++) {
    const excess = excessOf(x[i], y[i], rtol, atol);
    if (excess > 0) wrong++;
    if (excess > most) [worst, most] = [i, excess];
  }
  if (wrong === 0) return null;
  const [got, wanted] = [x[worst], y[worst]];
  return (
    `${wrong} of ${x.length} elements are not within rtol ${rtol}, atol ${atol} of the expected ones; ` +
    `the worst, at ${format(indexOf(worst, a.shape))}: expected ${wanted}, got ${got} ` +
    `(${Math.abs(got - wanted)} apart, ${maxUlp([got], [wanted])} ulp)`
  );
}

/** By how much two numbers are farther apart than they may be; infinitely where only one is NaN or infinite. */
function excessOf(actual: number, expected: number, rtol: number, atol: number): number {
  if (actual === expected || (Number.isNaN(actual) && Number.isNaN(expected))) return 0;
  if (!Number.isFinite(actual) || !Number.isFinite(expected)) return Infinity;
  return Math.abs(actual - expected) - (atol + rtol * Math.abs(expected));
}

/** The index of the element that is number `i` in C order. */
function indexOf(i: number, shape: readonly number[]): number[] {
  return packedStride(shape).map((stride, axis) => Math.floor(i / stride) % shape[axis]);
}
