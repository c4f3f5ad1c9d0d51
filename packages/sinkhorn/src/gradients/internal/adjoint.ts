import type { Pairwise } from '@monge/ndarray';
import { sum } from '../../internal/sums.js';
import type { LinearSolve } from '../sensitivities.js';
import { conditionals } from './conditionals.js';
import { type Limits, weightedNorm } from './conjugate-gradients.js';
import type { Coupling } from './coupling.js';
import { solveSchurComplement } from './schur-complement.js';

/** Cotangents of the optimality conditions of a coupling, and what they are to the weights. */
export interface Adjoint {
  /** τ_a λ/p, [n]; τ_a λ where there is no mass. */
  readonly source: Float64Array;
  /** τ_b μ/q, [m]; τ_b μ where there is no mass. */
  readonly target: Float64Array;
  /** −ε τ_b Σ_j L_ij μ_j / a_i, [n] */
  readonly a: Float64Array;
  /** −ε τ_a Σ_i K_ij λ_i / b_j, [m] */
  readonly b: Float64Array;
  readonly linearSolve: LinearSolve;
}

/** Targets of less than this fraction of the mean mass are light. */
const LIGHT = 1e-4;

/**
 * From cotangents of the potentials, with Σ f̄ = Σ ḡ where both marginals have to be met, to those of the conditions
 * φ + τ_a ε log Σ_j b_j exp((γ_j − C_ij)/ε) = 0 and alike for γ:
 *
 *   λ + τ_b L μ = f̄,   τ_a Kᵀ λ + μ = ḡ.
 */
export function adjointOf(
  coupling: Coupling,
  pairwise: Pairwise,
  f: Float64Array,
  g: Float64Array,
  limits: Limits,
): Adjoint {
  const { problem, a: p, b: q, responseA, responseB } = coupling;
  const { epsilon, tauA, tauB } = problem;
  const products = conditionals(coupling, pairwise);
  // μ = ḡ + q z where targets are light, and q z elsewhere: the system is solved to a tolerance that their ḡ would be the most of.
  const lightest = (LIGHT * sum(q)) / q.length;
  const apart = g.map((value, j) => (q[j] <= lightest ? value : 0));
  const none = apart.every((value) => value === 0);
  const known = none ? f.map(() => 0) : products.fromTargets(apart).map((value) => tauB * value);
  const back = products.fromSources(f.map((value, i) => value - known[i]));
  const rest = g.map((value, j) => value - apart[j]);
  const rhs = rest.map((value, j) => value - tauA * back[j]);
  const scale = Math.hypot(weightedNorm(rest, q), weightedNorm(back, q));
  const { x: z, ...linearSolve } = solveSchurComplement(coupling, pairwise, products, rhs, scale, limits);
  const means = products.givenSource(z);
  const lambda = f.map((value, i) => tauA * (value - known[i] - tauB * p[i] * means[i]));
  const beyondMeans = none ? undefined : products.densityOverTargets(apart);
  const atTargets = products.densityOverSources(lambda);
  return {
    source: lambda.map((value, i) => (p[i] === 0 ? value : value / p[i])),
    target: g.map((value, j) => tauB * (q[j] === 0 ? value : apart[j] / q[j] + z[j])),
    a: means.map((value, i) => -epsilon * tauB * responseA[i] * (value + (beyondMeans?.[i] ?? 0))),
    b: atTargets.map((value, j) => -epsilon * responseB[j] * value),
    linearSolve,
  };
}
