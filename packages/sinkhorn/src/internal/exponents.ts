import type { LinearProblem } from '../linear-problem.js';
import type { Potentials } from './iteration.js';
import { centreOf, rhoOf } from './relaxation.js';
import { softMean } from './soft-mean.js';
import { sum } from './sums.js';
import { withMass } from './with-mass.js';

/** A plan as the pairwise kernels take it: P_ij = mass · exp((φ_i + ψ_j − C_ij)/ε), of which the exponential sums to one. */
export interface Exponents {
  readonly phi: Float64Array;
  readonly psi: Float64Array;
  readonly mass: number;
}

export function exponents(problem: LinearProblem, { f, g }: Potentials): Exponents {
  const { a, b, epsilon, tauA } = problem;
  const centre = centreOf(problem, b, g);
  const psi = withMass(
    g.map((value) => value - centre),
    b,
    epsilon,
  );
  const weight = sum(a);
  const shares = a.map((value) => value / weight);
  const phi = withMass(
    f.map((value) => value + centre),
    shares,
    epsilon,
  );
  if (tauA === 1) return { phi, psi, mass: weight };
  // Σ a exp(−f/ρ) may be beyond the range of floats, and its logarithm is not.
  const rho = rhoOf(tauA, epsilon);
  const logShare = -softMean(a, rho, f).value / rho;
  for (let i = 0; i < phi.length; i++) phi[i] -= epsilon * logShare;
  return { phi, psi, mass: weight * Math.exp(logShare) };
}
