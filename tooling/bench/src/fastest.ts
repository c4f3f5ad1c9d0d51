/**
 * The smallest of some samples of a time, NaN of none: what disturbs a sample only ever makes it longer. A neighbour on the same core doubles times here, for seconds on end,
 * so that a median is one or the other by chance (Chen and Revels 2016, "Robust benchmarking in noisy environments").
 */
export function fastest(seconds: readonly number[]): number {
  return seconds.length === 0 ? Number.NaN : Math.min(...seconds);
}
