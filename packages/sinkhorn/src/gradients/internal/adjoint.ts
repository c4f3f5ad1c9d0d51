import type { Pairwise } from '@monge/ndarray';
import type { LinearSolve } from '../sensitivities.js';
import { conditionals } from './conditionals.js';
import { conjugateGradients, type Limits } from './conjugate-gradients.js';
import type { Coupling } from './coupling.js';
import { schurComplement } from './schur-complement.js';

/** Cotangents of the optimality conditions of a coupling, and what they are to the weights. */
export interface Adjoint {
  /** λ/a, [n]; λ itself where there is no mass. */
  readonly source: Float64Array;
  /** μ/b, [m]. */
  readonly target: Float64Array;
  /** −ε Σ_j e_ij μ_j, [n] */
  readonly a: Float64Array;
  /** −ε Σ_i e_ij λ_i, [m] */
  readonly b: Float64Array;
  readonly linearSolve: LinearSolve;
}

/**
 * From cotangents of the potentials, with Σ f̄ = Σ ḡ, to those of the conditions f + ε log Σ_j b_j exp((g_j − C_ij)/ε) = 0 and alike for g:
 *
 *   λ + L μ = f̄,   Kᵀ λ + μ = ḡ.
 */
export function adjointOf(
  coupling: Coupling,
  pairwise: Pairwise,
  f: Float64Array,
  g: Float64Array,
  limits: Limits,
): Adjoint {
  const { problem, supportA, supportB } = coupling;
  const { a, b, epsilon } = problem;
  const products = conditionals(coupling, pairwise);
  const system = schurComplement(coupling, pairwise, products);
  // Where there is no mass μ = ḡ; elsewhere μ = b z.
  const massless = g.map((value, j) => (supportB[j] === 0 ? value : 0));
  const known = massless.some(nonzero) ? products.fromTargets(massless) : new Float64Array(a.length);
  const back = products.fromSources(f.map((value, i) => value - known[i]));
  const rhs = g.map((value, j) => supportB[j] * (value - back[j]));
  const scale = Math.sqrt(
    rhs.reduce((total, _, j) => (b[j] === 0 ? total : total + (g[j] ** 2 + back[j] ** 2) / b[j]), 0),
  );
  const { x: z, ...linearSolve } = conjugateGradients(system, rhs, scale, limits);
  const means = products.givenSource(z);
  const lambda = f.map((value, i) => value - known[i] - a[i] * means[i]);
  const source = lambda.map((value, i) => (a[i] === 0 ? value : value / a[i]));
  const target = z.map((value, j) => (b[j] === 0 ? g[j] : value));

  const sourceMeans = products.givenTarget(source);
  const beyondTargets = massless.some(nonzero) ? products.fromMasslessTargets(massless) : undefined;
  const masslessSources = lambda.map((value, i) => (supportA[i] === 0 ? value : 0));
  const beyondSources = masslessSources.some(nonzero)
    ? products.fromMasslessSources(masslessSources)
    : undefined;
  return {
    source,
    target,
    a: means.map((value, i) => -epsilon * (value + (beyondTargets?.[i] ?? 0))),
    b: sourceMeans.map((value, j) => -epsilon * (value + (beyondSources?.[j] ?? 0))),
    linearSolve,
  };
}

function nonzero(value: number): boolean {
  return value !== 0;
}
