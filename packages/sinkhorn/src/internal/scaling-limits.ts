import type { FloatDType } from '@monge/ndarray';

/** How far the scalings u and v of a stored kernel K may go. */
export interface ScalingLimits {
  /** log u and log v each: beyond it products with entries of the kernel would overflow. */
  readonly each: number;
  /** log u + log v: beyond it they are absorbed into the kernel before the next step. */
  readonly absorbed: number;
  /** log u + log v: beyond it a step is not to be trusted. */
  readonly trusted: number;
}

/**
 * Entries of K below exp(−665) = 2^-960 are zero; in float32 those below exp(−90) = 2^-130 of a bounded kernel, without entries above 1, and below exp(−62) = 2^-90 of
 * another. Scalings magnify what is lost: sums are good to exp(log u + log v) times that. It is an ulp for steps that are trusted in float64, and 5e-5 in float32, from which
 * the next step goes on: 2e-9 after absorption.
 */
export function scalingLimits(dtype: FloatDType, bounded: boolean): ScalingLimits {
  if (dtype === 'float64') return { each: 300, absorbed: 400, trusted: 628 };
  return bounded ? { each: 50, absorbed: 70, trusted: 80 } : { each: 32, absorbed: 42, trusted: 52 };
}

/** The largest of some logarithms; NaN where one is −∞, of an overflow, or NaN. */
export function largestLog(logs: Float64Array): number {
  let found = -Infinity;
  for (let i = 0; i < logs.length; i++) {
    if (!(logs[i] > -Infinity)) return Number.NaN;
    if (logs[i] > found) found = logs[i];
  }
  return found;
}

/** The logarithm of the least of some sums; NaN where one is ∞ or NaN. */
export function logOfLeast(sums: Float64Array): number {
  let least = Infinity;
  for (let i = 0; i < sums.length; i++) {
    if (!(sums[i] < Infinity)) return Number.NaN;
    if (sums[i] < least) least = sums[i];
  }
  return Math.log(least);
}
