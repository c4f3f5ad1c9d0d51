import { halfLogTwoPi, lgamma } from './lgamma.js';
import { stirlingRemainder } from './stirling.js';

/** log B(a, b), in three ranges as in A. R. DiDonato and A. H. Morris, ACM TOMS 18 (1992), algorithm 708. */
export function logBeta(a: number, b: number): number {
  const small = Math.min(a, b);
  const large = Math.max(a, b);
  if (!(small >= 0)) return Number.NaN;
  if (small === 0) return large === Infinity ? Number.NaN : Infinity;
  if (large === Infinity) return -Infinity;
  if (large < 10) return lgamma(small) + (lgamma(large) - lgamma(small + large));
  if (small < 10) return lgamma(small) + logGammaRatio(small, large);
  const ratio = small / large;
  const remainders = stirlingRemainder(small) + (stirlingRemainder(large) - stirlingRemainder(small + large));
  const powers = (small - 0.5) * Math.log(ratio / (1 + ratio)) - large * Math.log1p(ratio);
  return powers - 0.5 * Math.log(large) + (halfLogTwoPi + remainders);
}

/** log Γ(b) − log Γ(a + b) for b ≥ 10, from Stirling's formula for both: what they share is taken out first. */
function logGammaRatio(a: number, b: number): number {
  const remainders = stirlingRemainder(b) - stirlingRemainder(a + b);
  return remainders - (b - 0.5) * Math.log1p(a / b) - a * (Math.log(a + b) - 1);
}

export function logBinomial(n: number, k: number): number {
  if (Number.isNaN(k) || !(n >= 0)) return Number.NaN;
  if (k < 0 || k > n) return -Infinity;
  if (k === 0 || k === n) return 0;
  // n! / (k! (n − k)!) = n / (k (n − k) B(k, n − k)).
  return Math.log(n / k / (n - k)) - logBeta(k, n - k);
}
