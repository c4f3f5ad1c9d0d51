import { rhoOf } from '../../internal/relaxation.js';
import { sum } from '../../internal/sums.js';
import type { GromovProblem } from '../gromov-problem.js';
import type { Measured } from './quadratic-form.js';

/** A term ½ ρ KL(R ⊗ R | S ⊗ S) of the objective: its ρ, and the mass of S. */
interface Penalty {
  readonly rho: number;
  readonly mass: number;
}

/** The penalties that are finite: the regularisation first, then those of the marginals that may give way. */
export interface Penalties {
  readonly terms: readonly Penalty[];
  /** Σ ρ */
  readonly strength: number;
  /** Whether the mass of the plan is free. */
  readonly massIsFree: boolean;
}

/** What of it is not a matter of the plan's shape: with S = Σ_terms ρ ∫ log(dR/dS) dR. */
export interface MeasuredEntropy extends Measured {
  readonly entropy: number;
}

export function penaltiesOf({ a, b, epsilon, tauA, tauB }: GromovProblem): Penalties {
  const [massA, massB] = [sum(a), sum(b)];
  const all = [
    { rho: epsilon, mass: massA * massB },
    { rho: rhoOf(tauA, epsilon), mass: massA },
    { rho: rhoOf(tauB, epsilon), mass: massB },
  ];
  const terms = all.filter(({ rho }) => rho < Infinity);
  return {
    terms,
    strength: terms.reduce((total, { rho }) => total + rho, 0),
    massIsFree: terms.length === all.length,
  };
}

/** S of a plan from the sum of its divergences, Σ ρ KL(R | S) = S − Σ ρ (ΣR − ΣS). */
export function entropyFrom({ terms }: Penalties, divergence: number, mass: number): number {
  return terms.reduce((total, term) => total + term.rho * (mass - term.mass), divergence);
}

/**
 * α Σ L P P + (1 − α) ⟨P, F⟩ + ½ Σ_terms ρ KL(R ⊗ R | S ⊗ S), by KL(R ⊗ R | S ⊗ S) = 2 M ∫ log(dR/dS) dR − M² + (ΣS)² where M = ΣR is the mass of
 * the plan.
 */
export function objective(
  alpha: number,
  { terms, strength }: Penalties,
  { gromov, feature, mass, entropy }: MeasuredEntropy,
): number {
  const references = terms.reduce((total, term) => total + term.rho * term.mass ** 2, 0);
  return (
    alpha * gromov + (1 - alpha) * feature + mass * entropy - (strength * mass ** 2) / 2 + references / 2
  );
}

/** Newton's method ends to the last digit after some five steps, unless features are worth far more than all the rest. */
const MOST_STEPS = 100;

/**
 * The s for which exp(s) P has the least objective of all multiples of P,
 *
 *   α Σ L P P + M S + M² s Σρ + ½ (1 − α) ⟨P, F⟩ exp(−s) = 0,
 *
 * which without features is a linear equation (Séjourné, Vialard & Peyré 2021 take the geometric mean of two masses in its place). Features that cost
 * much may leave no such s, since the less mass the better: 0 then.
 */
export function bestLogScale(
  alpha: number,
  { strength }: Penalties,
  { gromov, feature, mass, entropy }: MeasuredEntropy,
): number {
  const slope = mass ** 2 * strength;
  const constant = alpha * gromov + mass * entropy;
  const half = ((1 - alpha) * feature) / 2;
  // From here on Newton's steps all go the same way.
  let s = -constant / slope;
  if (half === 0) return s;
  if (half > 0 && s - 1 <= Math.log(half / slope)) return 0;
  for (let step = 0; step < MOST_STEPS; step++) {
    const byFeatures = half * Math.exp(-s);
    const next = s - (constant + slope * s + byFeatures) / (slope - byFeatures);
    if (next === s || !Number.isFinite(next)) break;
    s = next;
  }
  return s;
}
