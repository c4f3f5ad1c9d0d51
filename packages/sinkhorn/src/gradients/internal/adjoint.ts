import type { Pairwise } from '@monge/ndarray';
import type { LinearSolve } from '../sensitivities.js';
import { conditionals } from './conditionals.js';
import type { Limits } from './conjugate-gradients.js';
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
  const { problem, a: p, b: q, supportA, supportB, responseA, responseB } = coupling;
  const { epsilon, tauA, tauB } = problem;
  const products = conditionals(coupling, pairwise);
  // Where there is no mass μ = ḡ; elsewhere μ = q z.
  const massless = g.map((value, j) => (supportB[j] === 0 ? value : 0));
  const known = massless.some(nonzero) ? products.fromTargets(massless) : new Float64Array(p.length);
  const back = products.fromSources(f.map((value, i) => value - tauB * known[i]));
  const rhs = g.map((value, j) => supportB[j] * (value - tauA * back[j]));
  const scale = Math.sqrt(
    rhs.reduce((total, _, j) => (q[j] === 0 ? total : total + (g[j] ** 2 + back[j] ** 2) / q[j]), 0),
  );
  const { x: z, ...linearSolve } = solveSchurComplement(coupling, pairwise, products, rhs, scale, limits);
  const means = products.givenSource(z);
  const lambda = f.map((value, i) => value - tauB * (known[i] + p[i] * means[i]));
  const source = lambda.map((value, i) => (tauA * value) / (p[i] === 0 ? 1 : p[i]));
  const target = z.map((value, j) => tauB * (q[j] === 0 ? g[j] : value));

  const sourceMeans = products.givenTarget(source);
  const beyondTargets = massless.some(nonzero) ? products.fromMasslessTargets(massless) : undefined;
  const masslessSources = lambda.map((value, i) => (supportA[i] === 0 ? tauA * value : 0));
  const beyondSources = masslessSources.some(nonzero)
    ? products.fromMasslessSources(masslessSources)
    : undefined;
  return {
    source,
    target,
    a: means.map((value, i) => -epsilon * tauB * responseA[i] * (value + (beyondTargets?.[i] ?? 0))),
    b: sourceMeans.map((value, j) => -epsilon * responseB[j] * (value + (beyondSources?.[j] ?? 0))),
    linearSolve,
  };
}

function nonzero(value: number): boolean {
  return value !== 0;
}
