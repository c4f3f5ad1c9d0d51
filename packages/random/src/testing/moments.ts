/** The first four moments of a sample. */
export interface Moments {
  readonly count: number;
  readonly mean: number;
  /** Mean square deviation from the mean (divided by count, not by count − 1). */
  readonly variance: number;
  /** Third central moment over variance^(3/2): 0 for what is symmetric. */
  readonly skewness: number;
  /** Fourth central moment over variance², less 3: 0 for a normal. */
  readonly excessKurtosis: number;
}

/**
 * The moments of a sample, in two passes (the mean first, so that nothing cancels). NaN where they have no meaning: all
 * for an empty sample, the last two for a constant one.
 *
 * @example
 * moments([1, 2, 3, 6]); // → { count: 4, mean: 3, variance: 3.5, skewness: 0.687, excessKurtosis: -1 }
 */
export function moments(samples: ArrayLike<number>): Moments {
  const count = samples.length;
  let mean = 0;
  for (let i = 0; i < count; i++) mean += samples[i];
  mean /= count;
  let second = 0;
  let third = 0;
  let fourth = 0;
  for (let i = 0; i < count; i++) {
    const deviation = samples[i] - mean;
    const square = deviation * deviation;
    second += square;
    third += square * deviation;
    fourth += square * square;
  }
  const variance = second / count;
  return {
    count,
    mean,
    variance,
    skewness: third / count / variance ** 1.5,
    excessKurtosis: fourth / count / variance ** 2 - 3,
  };
}
