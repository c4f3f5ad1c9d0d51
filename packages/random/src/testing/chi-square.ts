import { upperIncompleteGamma } from './incomplete-gamma.js';
import type { TestOfFit } from './kolmogorov-smirnov.js';

/** The outcome of a chi-square test. */
export interface ChiSquare extends TestOfFit {
  /** The number of cells less one. */
  readonly degreesOfFreedom: number;
}

/**
 * Pearson's chi-square test of counts against expected counts: Σ (count − expected)²/expected. The p-value is the
 * asymptotic one; let the expected counts be 5 at least (merge the cells of a tail).
 *
 * @param counts how often each cell was seen
 * @param expected what each cell should get, up to a constant: counts and probabilities will both do. A cell that should
 *   get nothing adds nothing if it is empty, and makes the statistic infinite otherwise
 * @example
 * chiSquare([48, 52], [1, 1]); // → { statistic: 0.16, degreesOfFreedom: 1, pValue: 0.689 }
 */
export function chiSquare(counts: ArrayLike<number>, expected: ArrayLike<number>): ChiSquare {
  let total = 0;
  let expectedTotal = 0;
  for (let i = 0; i < counts.length; i++) {
    total += counts[i];
    expectedTotal += expected[i];
  }
  let statistic = 0;
  let cells = 0;
  for (let i = 0; i < counts.length; i++) {
    const fair = (expected[i] / expectedTotal) * total;
    if (fair > 0) cells++;
    if (fair > 0 || counts[i] > 0) statistic += (counts[i] - fair) ** 2 / fair;
  }
  const degreesOfFreedom = cells - 1;
  const pValue =
    degreesOfFreedom > 0 ? upperIncompleteGamma(degreesOfFreedom / 2, statistic / 2) : statistic > 0 ? 0 : 1;
  return { statistic, degreesOfFreedom, pValue };
}
