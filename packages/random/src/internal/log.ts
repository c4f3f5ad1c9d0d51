import { floatBits } from './float-bits.js';

/**
 * log x for normal x in (0, ∞), to 1 ulp, from + − × ÷ only: `Math.log` differs between engines.
 *
 * x = 2ᵏ(1 + f) with 1 + f in [√½, √2), and log(1 + f) = 2 artanh(s), s = f/(2 + f), by the minimax polynomial of
 * Sun's fdlibm (e_log.c), its coefficients cut to the digits that matter; the reduction without branches is musl's.
 */
export function log(x: number): number {
  floatBits.setFloat64(0, x);
  // Shifts the range of the significand from [1, 2) to [√½, √2): the high words of 1 and √½ are 3ff00000, 3fe6a09e.
  const high = floatBits.getInt32(0) + 0x3ff00000 - 0x3fe6a09e;
  const k = (high >> 20) - 1023;
  // f by exact arithmetic on the two words: to write them and read a float64 would stall the pipeline.
  const top = (high & 0xfffff) + 0x3fe6a09e;
  const f = ((top - 0x3ff00000 + floatBits.getUint32(4) / 0x100000000) * ((top >> 20) - 0x3fd)) / 0x200000;
  const s = f / (2 + f);
  const z = s * s;
  const w = z * z;
  const half = (f * f) / 2;
  const series =
    z * (0.6666666666666735 + w * (0.285714287437 + w * (0.181835722 + w * 0.147982))) +
    w * (0.3999999999941 + w * (0.2222219843 + w * 0.15313838));
  // log 2 in two parts, the first so short that k times it is exact.
  return s * (half + series) + k * 1.9082149292705877e-10 - half + f + k * 0.6931471803691238;
}
