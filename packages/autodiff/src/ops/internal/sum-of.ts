import type { FloatData } from '@monge/ndarray';

/** Up to this many elements are added one after another. */
const block = 128;

/**
 * Σ of n elements by halves, whose rounding error grows with log n instead of n (Higham, "Accuracy and Stability of Numerical Algorithms", 2nd
 * ed., §4.2), in float64. `@monge/ndarray` adds up in the same order, but its `sum` takes a small array longer to look at than to add up.
 */
export function sumOf(x: FloatData, start: number, n: number): number {
  if (n > block) {
    const half = (n >>> 1) & ~3;
    return sumOf(x, start, half) + sumOf(x, start + half, n - half);
  }
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
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
