/** Scratch to put a number together: the sign and the exponent at 0. */
const words = /* @__PURE__ */ new DataView(/* @__PURE__ */ new ArrayBuffer(8));

/** x · 2ⁿ for |n| ≤ 2000 and x of order 1, rounded once where it is subnormal. */
export function timesPowerOf2(x: number, n: number): number {
  if (Math.abs(n) < 1022) return x * powerOf2(n);
  const first = n > 0 ? 1000 : -1000;
  return x * powerOf2(first) * powerOf2(n - first);
}

function powerOf2(n: number): number {
  words.setInt32(0, (n + 1023) << 20);
  return words.getFloat64(0);
}
