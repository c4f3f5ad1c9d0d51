import type { Pairwise } from '@monge/ndarray';
import type { Conditionals } from './conditionals.js';
import type { SingularSystem } from './conjugate-gradients.js';
import type { Coupling } from './coupling.js';

/** Rows of which less than this fraction of the mass is not their own count as that: the preconditioner has to be finite. */
const LEAST = 1e-10;

/**
 * What is left of the linearised optimality conditions
 *
 *   df + K dg = s,   Lᵀ df + dg = t
 *
 * when df is eliminated: A dg = b (t − Lᵀ s), A = diag(b) − Pᵀ diag(a)⁻¹ P, the Laplacian of a graph on the targets, whose null space is
 * the constant that is free between f and g.
 */
export function schurComplement(
  { problem, f, g, columnSums }: Coupling,
  pairwise: Pairwise,
  { givenSource, givenTarget }: Conditionals,
): SingularSystem {
  const { a, b, epsilon } = problem;
  const half = epsilon / 2;
  // P_ij²/(a_i b_j), as the plan of ε/2.
  const phi = f.map((value, i) => value + half * Math.log(a[i]));
  const psi = g.map((value, j) => value + half * Math.log(b[j]));
  const own = new Float64Array(b.length);
  pairwise.product(0, half, phi, psi, new Float64Array(a.length).fill(1), own);
  return {
    product: (z) => {
      const back = givenTarget(givenSource(z));
      return back.map((value, j) => b[j] * (columnSums[j] * z[j] - value));
    },
    diagonal: b.map((weight, j) => weight * Math.max(columnSums[j] - own[j], LEAST)),
    weights: b,
  };
}
