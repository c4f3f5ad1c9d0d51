/** Up to this many elements are added one after another. */
const block = 128;

/** A sum over the n elements of x from `start` on; `c` is a number that the terms may contain. */
type Sum = (x: Float64Array, start: number, n: number, c: number) => number;

/**
 * Adds up by halves, whose rounding error grows with log n instead of n (Higham, "Accuracy and Stability of Numerical
 * Algorithms", 2nd ed., §4.2).
 */
function byHalves(sumOfBlock: Sum): Sum {
  const sum: Sum = (x, start, n, c) => {
    if (n <= block) return sumOfBlock(x, start, n, c);
    const half = (n >>> 1) & ~3;
    return sum(x, start, half, c) + sum(x, start + half, n - half, c);
  };
  return sum;
}

/** Σ x. The four partial sums of a block let the processor overlap the additions. */
export function pairwiseSum(x: Float64Array, start: number, n: number): number {
  return sum(x, start, n, 0);
}

const sum = /* @__PURE__ */ byHalves((x, start, n) => {
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
});

/** Σ (x − c). */
export const sumOfDeviations: Sum = /* @__PURE__ */ byHalves((x, start, n, centre) => {
  let a = 0;
  let b = 0;
  let i = start;
  for (const end = start + (n & ~1); i < end; i += 2) {
    a += x[i] - centre;
    b += x[i + 1] - centre;
  }
  return i < start + n ? a + b + (x[i] - centre) : a + b;
});

/** Σ (x − c)². */
export const sumOfSquares: Sum = /* @__PURE__ */ byHalves((x, start, n, centre) => {
  let a = 0;
  let b = 0;
  let i = start;
  for (const end = start + (n & ~1); i < end; i += 2) {
    const u = x[i] - centre;
    const v = x[i + 1] - centre;
    a += u * u;
    b += v * v;
  }
  return i < start + n ? a + b + (x[i] - centre) ** 2 : a + b;
});

/** Σ |x|. */
export const sumOfAbsolutes: Sum = /* @__PURE__ */ byHalves((x, start, n) => {
  let total = 0;
  for (let i = start; i < start + n; i++) total += Math.abs(x[i]);
  return total;
});

/** Σ exp(x − c). */
export const sumOfExponentials: Sum = /* @__PURE__ */ byHalves((x, start, n, centre) => {
  let total = 0;
  for (let i = start; i < start + n; i++) total += Math.exp(x[i] - centre);
  return total;
});
