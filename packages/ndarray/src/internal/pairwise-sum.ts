/** Up to this many elements are added one after another. */
const block = 128;

/**
 * The sum of n numbers by halves, whose rounding error grows with log n instead of n (Higham, "Accuracy and
 * Stability of Numerical Algorithms", 2nd ed., §4.2). The four partial sums of a block let the processor overlap
 * the additions.
 */
export function pairwiseSum(x: Float64Array, start: number, n: number): number {
  if (n > block) {
    const half = (n >>> 1) & ~3;
    return pairwiseSum(x, start, half) + pairwiseSum(x, start + half, n - half);
  }
  let [a, b, c, d] = [0, 0, 0, 0];
  let i = start;
  for (const end = start + (n & ~3); i < end; i += 4) {
    a += x[i];
    b += x[i + 1];
    c += x[i + 2];
    d += x[i + 3];
  }
  for (const end = start + n; i < end; i++) a += x[i];
  return a + b + (c + d);
}
