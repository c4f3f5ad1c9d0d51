import type { FloatDType } from '../../dtype.js';
import type { AnyExecutor } from './executor-law.js';
import { isAsync } from './subject.js';

/** Half the distance from 1 to the next number: what rounding may change, relatively. */
export const unitRoundoff: Readonly<Record<FloatDType, number>> = { float64: 2 ** -53, float32: 2 ** -24 };

/** Below this, numbers may lose digits, or be taken for zero. */
export const leastNormal: Readonly<Record<FloatDType, number>> = { float64: 2 ** -1022, float32: 2 ** -126 };

/**
 * The relative error that the pairwise kernels may have, where the exponents (φ + ψ − C)/ε stay within ±30, of which float32 keeps 2e-6
 * behind the point. Graphics processors have exponentials of a few digits less.
 */
export function pairwiseTolerance(executor: AnyExecutor, dtype: FloatDType): number {
  if (isAsync(executor)) return 1e-4;
  return dtype === 'float64' ? 1e-13 : 3e-5;
}

/**
 * The error that an element-wise operation may have where its exact value is y: 4 units in the last place in float64 (two of them are the
 * reference's), 2 in float32; 1e-4 of it, or 1e-5, on a graphics processor.
 */
export function mapTolerance(executor: AnyExecutor, dtype: FloatDType): (y: number) => number {
  if (isAsync(executor)) return (y) => 1e-4 * Math.abs(y) + 1e-5;
  const units = dtype === 'float64' ? 4 : 2;
  const leastSpacing = 2 * unitRoundoff[dtype] * leastNormal[dtype];
  return (y) => units * Math.max(2 * unitRoundoff[dtype] * Math.abs(y), leastSpacing);
}
