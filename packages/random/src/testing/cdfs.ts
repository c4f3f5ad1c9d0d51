import type { BetaOptions } from '../beta.js';
import type { ExponentialOptions } from '../exponential.js';
import type { GammaOptions } from '../gamma.js';
import type { NormalOptions } from '../normal.js';
import type { UniformOptions } from '../uniform.js';
import { incompleteBeta } from './incomplete-beta.js';
import { lowerIncompleteGamma, upperIncompleteGamma } from './incomplete-gamma.js';

/** A cumulative distribution function, x ↦ P(X ≤ x). */
export type Cdf = (x: number) => number;

// Each takes the options of the draw that it is the distribution of, with the same defaults.

/** The cdf of `uniform`. */
export function uniformCdf({ low = 0, high = 1 }: UniformOptions = {}): Cdf {
  return (x) => Math.min(Math.max((x - low) / (high - low), 0), 1);
}

/** The cdf of `normal`, by the incomplete gamma function: accurate in the left tail too. */
export function normalCdf({ mean = 0, std = 1 }: NormalOptions = {}): Cdf {
  return (x) => {
    const z = (x - mean) / std;
    const tail = upperIncompleteGamma(0.5, (z * z) / 2) / 2;
    return z < 0 ? tail : 1 - tail;
  };
}

/** The cdf of `exponential`. */
export function exponentialCdf({ rate = 1 }: ExponentialOptions = {}): Cdf {
  return (x) => -Math.expm1(-rate * Math.max(x, 0));
}

/** The cdf of `gumbel`. */
export function gumbelCdf(): Cdf {
  return (x) => Math.exp(-Math.exp(-x));
}

/** The cdf of `gamma`: the regularised lower incomplete gamma function. */
export function gammaCdf({ concentration = 1, rate = 1 }: GammaOptions = {}): Cdf {
  return (x) => lowerIncompleteGamma(concentration, rate * x);
}

/** The cdf of `beta`: the regularised incomplete beta function. */
export function betaCdf({ alpha = 1, beta = 1 }: BetaOptions = {}): Cdf {
  return (x) => incompleteBeta(alpha, beta, x);
}
