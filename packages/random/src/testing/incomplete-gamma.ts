import { logGamma } from './log-gamma.js';

/** xᵃ e⁻ˣ/Γ(a), what both expansions are multiplied by. */
function factor(a: number, x: number): number {
  return Math.exp(a * Math.log(x) - x - logGamma(a));
}

/** P(a, x) by its power series (DLMF 8.7.1); fast for x < a + 1. */
function bySeries(a: number, x: number): number {
  let term = 1 / a;
  let sum = term;
  for (let n = 1; term > sum * 1e-17; n++) {
    term *= x / (a + n);
    sum += term;
  }
  return factor(a, x) * sum;
}

/** Q(a, x) by Legendre's continued fraction (DLMF 8.9.2), evaluated by Lentz's method; fast for x > a + 1. */
function byFraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = Infinity;
  let d = 1 / b;
  let fraction = d;
  for (let n = 1; n < 100_000; n++) {
    const numerator = -n * (n - a);
    b += 2;
    d = 1 / (numerator * d + b);
    c = b + numerator / c;
    fraction *= c * d;
    if (Math.abs(c * d - 1) < 1e-16) break;
  }
  return factor(a, x) * fraction;
}

/** The regularised lower incomplete gamma function P(a, x), a > 0, x ≥ 0: the cdf of Gamma(a, 1). */
export function lowerIncompleteGamma(a: number, x: number): number {
  if (x <= 0) return 0;
  if (x === Infinity) return 1;
  return x < a + 1 ? bySeries(a, x) : 1 - byFraction(a, x);
}

/** The regularised upper incomplete gamma function Q(a, x) = 1 − P(a, x), accurate where it is small too. */
export function upperIncompleteGamma(a: number, x: number): number {
  if (x <= 0) return 1;
  if (x === Infinity) return 0;
  return x < a + 1 ? 1 - bySeries(a, x) : byFraction(a, x);
}
