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
  /** Σ_j e_ij v_j over the targets without mass, [n]. */
  fromMasslessTargets(v: Float64Array): Float64Array;
  /** Σ_i e_ij w_i over the sources without mass, [m]. */
  fromMasslessSources(w: Float64Array): Float64Array;
}

export function conditionals(
  { problem, a, b, f, g, supportA, supportB }: Coupling,
  pairwise: Pairwise,
): Conditionals {
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
  const none = (potential: Float64Array, support: Float64Array) =>
    potential.map((value, i) => (support[i] === 0 ? value : -Infinity));
  return {
    givenSource: product(1, f, psi),
    fromSources: product(0, f, psi),
    givenTarget: product(0, phi, g),
    fromTargets: product(1, phi, g),
    fromMasslessTargets: supportB.includes(0)
      ? product(1, f, none(g, supportB))
      : () => new Float64Array(a.length),
    fromMasslessSources: supportA.includes(0)
      ? product(0, none(f, supportA), g)
      : () => new Float64Array(b.length),
  };
}
