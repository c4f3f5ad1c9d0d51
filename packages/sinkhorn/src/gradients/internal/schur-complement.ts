import type { Pairwise } from '@monge/ndarray';
import { withMass } from '../../internal/with-mass.js';
import type { LinearSolve } from '../sensitivities.js';
import type { Conditionals } from './conditionals.js';
import { conjugateGradients, type Limits, type LinearSystem } from './conjugate-gradients.js';
import type { Coupling } from './coupling.js';
import { rowsOf, solveLaplacian } from './solve-laplacian.js';

/** Above this many entries the plan is not stored: 1 GiB. */
const LARGEST_STORED = 2 ** 27;

/**
 * Solves what is left of the linearised optimality conditions
 *
 *   dφ + τ_a K dγ = s,   τ_b Lᵀ dφ + dγ = t
 *
 * when dφ is eliminated: A z = rhs, A = diag(q) − τ_a τ_b Pᵀ diag(p)⁻¹ P, the Laplacian of a graph on the targets where both marginals have to be met, whose null
 * space is the constant that is free between φ and γ. On the stored plan where it fits, else by products, with twice to thirty times the iterations for small ε.
 *
 * @param scale the size of the terms that the right-hand side is the difference of, as in {@link conjugateGradients}.
 */
export function solveSchurComplement(
  coupling: Coupling,
  pairwise: Pairwise,
  products: Conditionals,
  rhs: Float64Array,
  scale: number,
  limits: Limits,
): LinearSolve & { readonly x: Float64Array } {
  const { a, b, f, g, problem } = coupling;
  const { epsilon, geometry, tauA, tauB } = problem;
  if (geometry.kernelSize === Infinity || a.length * b.length > LARGEST_STORED) {
    return conjugateGradients(streamedLaplacian(coupling, pairwise, products), rhs, scale, limits);
  }
  const plan = new Float64Array(a.length * b.length);
  pairwise.weights(epsilon, withMass(f, a, epsilon), withMass(g, b, epsilon), 0, a.length, plan);
  return solveLaplacian(rowsOf(plan, a.length, b.length), tauA * tauB, rhs, scale, limits);
}

/** The same system by products with the plan, of which nothing is stored, and its diagonal as the preconditioner. */
function streamedLaplacian(
  { problem, a, b, f, g, columnSums }: Coupling,
  pairwise: Pairwise,
  { givenSource, givenTarget }: Conditionals,
): LinearSystem {
  const half = problem.epsilon / 2;
  const damping = problem.tauA * problem.tauB;
  // P_ij²/(p_i q_j), as the plan of ε/2.
  const own = new Float64Array(b.length);
  const ones = new Float64Array(a.length).fill(1);
  pairwise.product(0, half, withMass(f, a, half), withMass(g, b, half), ones, own);
  const diagonal = b.map((mass, j) => mass * Math.max(columnSums[j] - damping * own[j], LEAST));
  return {
    weights: b,
    singular: damping === 1,
    product: (x, out) => {
      const back = givenTarget(givenSource(x));
      for (let j = 0; j < out.length; j++) out[j] = b[j] * (columnSums[j] * x[j] - damping * back[j]);
    },
    precondition: (r, out) => {
      for (let j = 0; j < out.length; j++) out[j] = b[j] > 0 ? r[j] / diagonal[j] : 0;
    },
  };
}

/** Targets of which less than this fraction of the mass is shared count as sharing that: the preconditioner has to be finite. */
const LEAST = 1e-10;
