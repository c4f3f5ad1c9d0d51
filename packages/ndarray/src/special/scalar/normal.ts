import { erf, erfcx, halfGaussian } from './erf.js';
import { erfcinv, erfinv } from './erfinv.js';

export function normalCdf(x: number): number {
  if (x >= 1) return 1 - normalCdf(-x);
  if (x > -1) return 0.5 + 0.5 * erf(x * Math.SQRT1_2);
  return halfGaussian(x) * (0.5 * erfcx(-x * Math.SQRT1_2));
}

export function logNormalCdf(x: number): number {
  if (x > 0) return Math.log1p(-normalCdf(-x));
  if (x > -1) return Math.log(normalCdf(x));
  // Past this x the logarithm of erfcx is lost in x², which may have overflowed.
  const rest = x > -1e150 ? Math.log(0.5 * erfcx(-x * Math.SQRT1_2)) : 0;
  return -0.5 * x * x + rest;
}

export function normalQuantile(p: number): number {
  // 2p and 2p − 1 are exact where they are used.
  return p < 0.25 ? -Math.SQRT2 * erfcinv(2 * p) : Math.SQRT2 * erfinv(2 * p - 1);
}
