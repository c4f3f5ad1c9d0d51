/** How firmly each marginal is held: τ = ρ/(ρ + ε) in (0, 1], 1 where it has to be met. */
export interface Taus {
  readonly tauA: number;
  readonly tauB: number;
}

/** Both marginals have to be met. */
export const held: Taus = { tauA: 1, tauB: 1 };

/** ρ = ετ/(1 − τ), the strength of ρ KL(P 1 | a). */
export const rhoOf = (tau: number, epsilon: number): number =>
  tau === 1 ? Infinity : (epsilon * tau) / (1 - tau);
