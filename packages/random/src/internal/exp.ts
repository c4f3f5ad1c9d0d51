import { floatBits } from './float-bits.js';

/** 2ᵏ for integers k in [−1022, 1023]. */
function powerOfTwo(k: number): number {
  floatBits.setInt32(0, (k + 1023) << 20);
  floatBits.setInt32(4, 0);
  return floatBits.getFloat64(0);
}

/**
 * eˣ for every x but NaN, to 1 ulp, from + − × ÷ only: `Math.exp` differs between engines.
 *
 * x = k log 2 + r with |r| ≤ ½ log 2, and eʳ by the rational approximation of Sun's fdlibm (e_exp.c), its coefficients
 * cut to the digits that matter.
 */
export function exp(x: number): number {
  // Beyond ±750 the result is 0 or ∞ in any case, and k still splits into two exponents that exist.
  const clamped = Math.max(-750, Math.min(x, 750));
  const k = Math.floor(clamped * Math.LOG2E + 0.5);
  // log 2 in two parts, the first so short that k times it is exact.
  const high = clamped - k * 0.6931471803691238;
  const low = k * 1.9082149292705877e-10;
  const r = high - low;
  const t = r * r;
  const c =
    r -
    t *
      (0.16666666666666602 +
        t * (-0.0027777777777016 + t * (6.613756321e-5 + t * (-1.6533902e-6 + t * 4.13814e-8))));
  const y = 1 - (low - (r * c) / (2 - c) - high);
  const half = k >> 1;
  return y * powerOfTwo(half) * powerOfTwo(k - half);
}
