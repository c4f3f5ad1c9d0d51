import { dot, leastOf, sum } from './sums.js';

/** A soft mean, and how far what went into it is above the least of it. */
export interface SoftMean {
  readonly value: number;
  readonly spread: number;
}

/** Above this an exponential is one more than `expm1` to the last digit but one; below, it has digits of its own. */
const ALMOST_WHOLE = -0.5;

/**
 * −ρ log(Σ w_i exp(−x_i/ρ) / Σ w_i): the mean for ρ = ∞, the least x_i as ρ → 0. It is accurate at both ends, where the exponentials are one but for
 * the last digits, and where most of them vanish.
 */
export function softMean(weights: Float64Array, rho: number, values: Float64Array): SoftMean {
  const least = leastOf(weights, values);
  if (rho === Infinity) {
    const value = dot(weights, values) / sum(weights);
    return { value, spread: value - least };
  }
  let mass = 0;
  let change = 0;
  let total = 0;
  let spread = 0;
  for (let i = 0; i < values.length; i++) {
    const weight = weights[i];
    if (weight === 0) continue;
    const exponent = (least - values[i]) / rho;
    const lost = Math.expm1(exponent);
    const kept = weight * (lost > ALMOST_WHOLE ? 1 + lost : Math.exp(exponent));
    mass += weight;
    change += weight * lost;
    total += kept;
    spread += kept * (values[i] - least);
  }
  const relative = change / mass;
  const logarithm = relative > ALMOST_WHOLE ? Math.log1p(relative) : Math.log(total / mass);
  return { value: least - rho * logarithm, spread: spread / total };
}
