import type { Axis, Pairwise } from '@monge/ndarray';
import { withMass } from '../../internal/with-mass.js';
import type { Coupling } from './coupling.js';

/** Products with the conditional distributions of a coupling, of which nothing is stored. O(n·m·d) each. */
export interface Conditionals {
  /** K v, [n]: the means of v over the targets of each source. */
  givenSource(v: Float64Array): Float64Array;
  /** Kᵀ w, [m]. */
  fromSources(w: Float64Array): Float64Array;
  /** Lᵀ w, [m]: the means of w over the sources of each target. */
  givenTarget(w: Float64Array): Float64Array;
  /** L v, [n]. */
  fromTargets(v: Float64Array): Float64Array;
  /** Σ_j e_ij v_j, [n], with or without mass. */
  densityOverTargets(v: Float64Array): Float64Array;
  /** Σ_i e_ij w_i, [m]. */
  densityOverSources(w: Float64Array): Float64Array;
}

export function conditionals({ problem, a, b, f, g }: Coupling, pairwise: Pairwise): Conditionals {
  const { epsilon } = problem;
  const phi = withMass(f, a, epsilon);
  const psi = withMass(g, b, epsilon);
  const product =
    (axis: Axis, left: Float64Array, right: Float64Array) =>
    (vector: Float64Array): Float64Array => {
      const out = new Float64Array(axis === 1 ? a.length : b.length);
      pairwise.product(axis, epsilon, left, right, vector, out);
      return out;
    };
  return {
    givenSource: product(1, f, psi),
    fromSources: product(0, f, psi),
    givenTarget: product(0, phi, g),
    fromTargets: product(1, phi, g),
    // Densities between two that have no mass may overflow, and 0 · ∞ is NaN.
    densityOverTargets: (v) => product(1, f, whereNonzero(v, g))(v),
    densityOverSources: (w) => product(0, whereNonzero(w, f), g)(w),
  };
}

function whereNonzero(vector: Float64Array, potential: Float64Array): Float64Array {
  return potential.map((value, i) => (vector[i] === 0 ? -Infinity : value));
}
