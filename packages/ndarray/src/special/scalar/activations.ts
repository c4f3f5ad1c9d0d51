import { erf, erfcx, halfGaussian } from './erf.js';

export function sigmoid(x: number): number {
  const e = Math.exp(-Math.abs(x));
  return x < 0 ? e / (1 + e) : 1 / (1 + e);
}

export function softplus(x: number): number {
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
}

export function silu(x: number): number {
  if (x > -40) return x / (1 + Math.exp(-x));
  // x eˣ, in two factors: eˣ loses its digits before the product does. From −1500 on it is −0.
  const bounded = Math.max(x, -1500);
  const root = Math.exp(0.5 * bounded);
  return bounded * root * root;
}

export function gelu(x: number): number {
  if (x > -1) return x * (0.5 + 0.5 * erf(x * Math.SQRT1_2));
  // From −40 on it is −0.
  const bounded = Math.max(x, -40);
  return 0.5 * bounded * erfcx(-bounded * Math.SQRT1_2) * halfGaussian(bounded);
}
