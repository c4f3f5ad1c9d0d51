/** How many times slower than ever before the machine is at the moment. */
export type Pace = () => number;

/** Numbers of the work: in the first-level cache. */
const LENGTH = 1024;
/** One run may be interrupted, or fall into a better moment; the middle of three is neither. */
const RUNS = 3;

/**
 * Times some arithmetic of a fraction of a millisecond. On a shared machine it takes half as long again, or twice as long, while a neighbour works on the other half of the
 * core, and so do contenders, each by another factor.
 */
export function createPace(): Pace {
  const numbers = Float64Array.from({ length: LENGTH }, (_, i) => i / LENGTH);
  const seconds = () => {
    const start = performance.now();
    for (let round = 0; round < 8; round++) {
      for (let i = 0; i < LENGTH; i++) numbers[i] = Math.tanh(numbers[i] * 0.999 + 1e-4);
    }
    return performance.now() - start;
  };
  for (let warm = 0; warm < 100; warm++) seconds();
  let fastest = Infinity;
  return () => {
    const middle = Array.from({ length: RUNS }, seconds).toSorted((a, b) => a - b)[1];
    fastest = Math.min(fastest, middle);
    return middle / fastest;
  };
}
