import type { Executor, Pairwise } from '@monge/ndarray';
import { defaultExecutor } from '../../internal/default-executor.js';
import type { Potentials } from '../../internal/iteration.js';
import { isBalanced, rhoOf } from '../../internal/relaxation.js';
import { dot, sum } from '../../internal/sums.js';
import { withMass } from '../../internal/with-mass.js';
import type { LinearProblem } from '../../linear-problem.js';
import type { Solution } from '../../solution.js';
import { refuseDiverged } from './refuse-diverged.js';

/**
 * A solved problem as its derivatives see it: as the balanced problem between the marginals that its plan has, which for an unbalanced one are
 * a ρ-fold exponential away from the weights,
 *
 *   P_ij = p_i q_j e_ij,  e_ij = exp((f_i + g_j − C_ij)/ε),  p = a exp(−φ/ρ_a),  f = φ/τ_a,
 *
 * with φ the source potential of the solution, and alike for q and g; where a marginal has to be met p is a and f is φ. The conditional distributions
 * K_ij = q_j e_ij of the target given the source, and L_ij = p_i e_ij of the source given the target, exist where there is no mass too.
 */
export interface Coupling {
  readonly problem: LinearProblem;
  readonly executor: Executor;
  /** φ and γ, the potentials of the solution; with ⟨a, φ⟩ = ⟨b, γ⟩ where a constant is free between them. */
  readonly potentials: Potentials;
  /** The marginals p and q. */
  readonly a: Float64Array;
  readonly b: Float64Array;
  /** p over a, and q over b: exp(−φ/ρ), 1 where the marginal has to be met. */
  readonly responseA: Float64Array;
  readonly responseB: Float64Array;
  /** f and g but for a constant, such that ⟨p, f⟩/Σp = ⟨q, g⟩/Σq. They make the rows of K, and columns of L where q_j = 0, sum to one. */
  readonly f: Float64Array;
  readonly g: Float64Array;
  /** The column sums of L: one at the solution. */
  readonly columnSums: Float64Array;
  /** 1 where there is mass, 0 elsewhere. */
  readonly supportA: Float64Array;
  readonly supportB: Float64Array;
}

/**
 * The coupling of a solution as it stands, whose potentials where there is no mass are those of its last iterations.
 *
 * @throws {MongeError} with code `'notConverged'` for a solution that diverged.
 */
export function couplingAsSolved(
  solution: Solution,
  caller: string,
  executor: Executor = defaultExecutor(),
): Coupling {
  refuseDiverged(solution, caller);
  const { problem, f, g } = solution;
  return couplingAt(problem, executor, { f: f.data, g: g.data }).coupling;
}

/** Points with less than this fraction of the mass count as having none in linear systems: what two of them exchange would leave the range of float32. */
const LEAST_SHARE = 1e-13;

/** The coupling with potentials that fit each other to rounding, as linear systems need them; likewise. Two passes over the pairs. */
export function couplingOf(
  solution: Solution,
  caller: string,
  executor: Executor = defaultExecutor(),
): Coupling {
  refuseDiverged(solution, caller);
  const { problem, f, g } = solution;
  const { epsilon, tauA, tauB } = problem;
  const couplingWith = (potentials: Potentials) => couplingAt(problem, executor, potentials, LEAST_SHARE);
  const solved = couplingWith({ f: f.data, g: g.data });
  return onPairs(solved.coupling, (pairwise) => {
    const source = new Float64Array(f.data.length);
    pairwise.softmin(1, epsilon, withMass(solved.coupling.g, solved.coupling.b, epsilon), source);
    const phi = source.map((value) => tauA * (value + solved.shift));
    const half = couplingWith({ f: phi, g: g.data });
    const { b } = half.coupling;
    const image = new Float64Array(b.length);
    pairwise.softmin(0, epsilon, withMass(half.coupling.f, half.coupling.a, epsilon), image);
    const gamma = g.data.map((value, j) => (b[j] === 0 ? tauB * (image[j] - half.shift) : value));
    const { coupling } = couplingWith({ f: phi, g: gamma });
    const columnSums = image.map((value, j) =>
      b[j] === 0 ? 1 : Math.exp((half.coupling.g[j] - value) / epsilon),
    );
    return { ...coupling, columnSums };
  });
}

/** The coupling that some potentials make, of shares of the mass from `least` on, and by how much f = φ/τ was shifted, downwards, and g upwards. */
function couplingAt(
  problem: LinearProblem,
  executor: Executor,
  potentials: Potentials,
  least = 0,
): { readonly coupling: Coupling; readonly shift: number } {
  const { tauA, tauB, epsilon } = problem;
  const responseA = responsesTo(potentials.f, rhoOf(tauA, epsilon));
  const responseB = responsesTo(potentials.g, rhoOf(tauB, epsilon));
  const a = marginalOf(problem.a, responseA, least);
  const b = marginalOf(problem.b, responseB, least);
  const f = potentials.f.map((value) => value / tauA);
  const g = potentials.g.map((value) => value / tauB);
  const shift = (meanUnder(a, f) - meanUnder(b, g)) / 2;
  for (let i = 0; i < f.length; i++) f[i] -= shift;
  for (let j = 0; j < g.length; j++) g[j] += shift;
  const coupling: Coupling = {
    problem,
    executor,
    potentials: isBalanced(problem) ? { f, g } : potentials,
    a,
    b,
    responseA,
    responseB,
    f,
    g,
    columnSums: new Float64Array(b.length).fill(1),
    supportA: a.map(support),
    supportB: b.map(support),
  };
  return { coupling, shift };
}

function marginalOf(weights: Float64Array, response: Float64Array, least: number): Float64Array {
  const masses = weights.map((weight, i) => (weight === 0 ? 0 : weight * response[i]));
  const lightest = least * sum(masses);
  return masses.map((mass) => (mass < lightest ? 0 : mass));
}

/** The mean of a potential under weights; 0 where they all have vanished. */
function meanUnder(weights: Float64Array, potential: Float64Array): number {
  const mass = sum(weights);
  return mass > 0 ? dot(weights, potential) / mass : 0;
}

/** exp(−φ/ρ) */
function responsesTo(potential: Float64Array, rho: number): Float64Array {
  return potential.map((value) => (rho === Infinity ? 1 : Math.exp(-value / rho)));
}

function support(weight: number): number {
  return weight > 0 ? 1 : 0;
}

/** Runs work with the kernels over the pairs of a problem. */
export function onPairs<T>(
  { problem, executor }: Pick<Coupling, 'problem' | 'executor'>,
  work: (pairwise: Pairwise) => T,
): T {
  const { geometry } = problem;
  const pairwise = geometry.pairwise(executor);
  try {
    return work(pairwise);
  } finally {
    pairwise.release();
  }
}
