import { polynomial } from './polynomial.js';

/** B_{2k} / (2k (2k − 1)), for k = 1, 2, …: DLMF 5.11.1. */
const coefficients = [
  1 / 12,
  -1 / 360,
  1 / 1260,
  -1 / 1680,
  1 / 1188,
  -691 / 360360,
  1 / 156,
  -3617 / 122400,
  43867 / 244188,
];

/** What Stirling's formula leaves: log Γ(x) − [(x − ½) log x − x + ½ log 2π], for x ≥ 10. */
export function stirlingRemainder(x: number): number {
  return polynomial(coefficients, 1 / x / x) / x;
}
