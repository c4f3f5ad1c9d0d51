import type { LinearProblem } from '../linear-problem.js';
import type { Potentials } from './iteration.js';
import { sum } from './sums.js';
import { withMass } from './with-mass.js';

/** A plan as the pairwise kernels take it: P_ij = mass · exp((φ_i + ψ_j − C_ij)/ε), of which the exponential sums to one. */
export interface Exponents {
  readonly phi: Float64Array;
  readonly psi: Float64Array;
  readonly mass: number;
}

export function exponents({ a, b, epsilon }: LinearProblem, { f, g }: Potentials): Exponents {
  const mass = sum(a);
  const shares = a.map((weight) => weight / mass);
  return { phi: withMass(f, shares, epsilon), psi: withMass(g, b, epsilon), mass };
}
