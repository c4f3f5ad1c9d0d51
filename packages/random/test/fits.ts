import { type Cdf, type ChiSquare, chiSquare, kolmogorovSmirnov, moments } from '@monge/random/testing';
import { expect } from 'vitest';

// Keys are fixed, so these pass or fail for good; each would fail a right sampler for one key in a million.
const FALSE_ALARM = 1e-6;

/** The sample comes from this distribution, by Kolmogorov and Smirnov. */
export function expectFit(samples: ArrayLike<number>, cdf: Cdf): void {
  expect(kolmogorovSmirnov(samples, cdf).pValue).toBeGreaterThan(FALSE_ALARM);
}

/** The counts are in these proportions, by chi-square. */
export function expectProportions(counts: ArrayLike<number>, expected: ArrayLike<number>): ChiSquare {
  const result = chiSquare(counts, expected);
  expect(result.pValue).toBeGreaterThan(FALSE_ALARM);
  return result;
}

/**
 * The sample's mean and variance are these, within 5 standard errors (false alarm: 6e-7 each). The variance's is
 * σ²√((κ + 2)/n) for an excess kurtosis κ.
 */
export function expectMoments(
  samples: ArrayLike<number>,
  expected: { mean: number; variance: number; excessKurtosis: number },
): void {
  const { count, mean, variance } = moments(samples);
  const error = Math.sqrt(expected.variance / count);
  expect(Math.abs(mean - expected.mean)).toBeLessThan(5 * error);
  const spread = expected.variance * Math.sqrt((expected.excessKurtosis + 2) / count);
  expect(Math.abs(variance - expected.variance)).toBeLessThan(5 * spread);
}

/** How often each of 0, 1, …, size − 1 occurs; what is larger counts as size − 1. */
export function countsOf(values: ArrayLike<number>, size: number): Float64Array {
  const counts = new Float64Array(size);
  for (let i = 0; i < values.length; i++) counts[Math.min(values[i], size - 1)]++;
  return counts;
}
