import { leastOf } from './sums.js';

/**
 * A multiple of the marginal a exp(−f/ρ) that the potential of the best plan asks for, whose largest entries are in the range of floats; `weights`
 * itself where the marginal has to be met.
 */
export function responses(
  weights: Float64Array,
  rho: number,
  potential: Float64Array,
  out: Float64Array = new Float64Array(weights.length),
): Float64Array {
  if (rho === Infinity) return weights;
  const least = leastOf(weights, potential);
  for (let i = 0; i < weights.length; i++) {
    out[i] = weights[i] === 0 ? 0 : weights[i] * Math.exp((least - potential[i]) / rho);
  }
  return out;
}
