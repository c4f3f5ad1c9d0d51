/**
 * The last word of the counter says what a block is for, so that draws, `split` and `foldIn` of one key never read
 * the same block.
 */
export const DRAW = 0;
export const SPLIT = 1;
export const FOLD_IN = 2;

/** The high word of the 64-bit product of two 32-bit words, from 16-bit halves (JavaScript has only the low one). */
function mulHigh(a: number, b: number): number {
  const a0 = a & 0xffff;
  const a1 = a >>> 16;
  const b0 = b & 0xffff;
  const b1 = b >>> 16;
  const middle = (Math.imul(a1, b0) + (Math.imul(a0, b0) >>> 16)) | 0;
  return Math.imul(a1, b1) + (middle >>> 16) + ((Math.imul(a0, b1) + (middle & 0xffff)) >>> 16);
}

/** Writes Philox 4×32-10 of the counter (c0, c1, c2, c3) under the key (k0, k1) to out[at .. at + 3]. */
export function philox(
  out: Uint32Array,
  at: number,
  c0: number,
  c1: number,
  c2: number,
  c3: number,
  k0: number,
  k1: number,
): void {
  for (let round = 0; round < 10; round++) {
    const high0 = mulHigh(c0, 0xd2511f53);
    const high1 = mulHigh(c2, 0xcd9e8d57);
    const low0 = Math.imul(c0, 0xd2511f53);
    const low1 = Math.imul(c2, 0xcd9e8d57);
    c0 = high1 ^ c1 ^ k0;
    c1 = low1;
    c2 = high0 ^ c3 ^ k1;
    c3 = low0;
    k0 = (k0 + 0x9e3779b9) | 0;
    k1 = (k1 + 0xbb67ae85) | 0;
  }
  out[at] = c0;
  out[at + 1] = c1;
  out[at + 2] = c2;
  out[at + 3] = c3;
}
