/**
 * The power of two that brings the largest of some elements to [1, 2): 1 where all are 0, NaN where one is NaN or
 * infinite. Multiplying by it rounds nothing, and what runs on the scaled elements neither overflows nor underflows.
 */
export function scaleOf(data: Float64Array, at: number, length: number): number {
  let most = 0;
  for (let k = at; k < at + length; k++) {
    const size = Math.abs(data[k]);
    if (!(size < Infinity)) return Number.NaN;
    if (size > most) most = size;
  }
  if (most === 0) return 1;
  // 2 ** 1023 is the largest power: subnormal numbers come to 2 ** −51 or more, which is enough.
  return 2 ** Math.min(-Math.floor(Math.log2(most)), 1023);
}
