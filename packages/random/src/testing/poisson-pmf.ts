import type { PoissonOptions } from '../poisson.js';
import { logGamma } from './log-gamma.js';

/** The probabilities of `poisson`, k ↦ P(X = k) for integers k. */
export function poissonPmf({ rate = 1 }: PoissonOptions = {}): (k: number) => number {
  return (k) => {
    if (k < 0) return 0;
    if (rate === 0) return k === 0 ? 1 : 0;
    return Math.exp(k * Math.log(rate) - rate - logGamma(k + 1));
  };
}
