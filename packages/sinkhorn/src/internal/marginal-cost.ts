import { dot } from './sums.js';

/** ρ KL(p | w) = ρ Σ (p log(p/w) − p + w), what a marginal p in place of the weights w costs; nothing where it has to meet them. */
export function marginalCost(weights: Float64Array, rho: number, marginal: Float64Array): number {
  if (rho === Infinity) return 0;
  let total = 0;
  for (let i = 0; i < weights.length; i++) {
    const weight = weights[i];
    if (weight === 0) continue;
    const excess = marginal[i] / weight - 1;
    // (1 + x) log(1 + x) − x, of which little is left near zero.
    total += weight * (excess > -1 ? (1 + excess) * Math.log1p(excess) - excess : 1);
  }
  return rho * total;
}

/** What a potential earns in the dual: ρ Σ w (1 − exp(−f/ρ)), the conjugate of that cost; ⟨w, f⟩ where the marginal has to be met. */
export function marginalGain(weights: Float64Array, rho: number, potential: Float64Array): number {
  if (rho === Infinity) return dot(weights, potential);
  let total = 0;
  for (let i = 0; i < weights.length; i++) {
    if (weights[i] > 0) total -= weights[i] * Math.expm1(-potential[i] / rho);
  }
  return rho * total;
}
