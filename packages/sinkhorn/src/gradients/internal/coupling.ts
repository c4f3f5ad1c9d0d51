import { type Executor, type Pairwise, UnsupportedError } from '@monge/ndarray';
import { defaultExecutor } from '../../internal/default-executor.js';
import { dot, sum } from '../../internal/sums.js';
import { withMass } from '../../internal/with-mass.js';
import type { LinearProblem } from '../../linear-problem.js';
import type { Solution } from '../../solution.js';

/**
 * A solved problem as its derivatives see it. The plan is P_ij = a_i b_j e_ij with e_ij = exp((f_i + g_j − C_ij)/ε); its conditional
 * distributions K_ij = b_j e_ij of the target given the source, and L_ij = a_i e_ij of the source given the target, exist where there is no
 * mass too.
 */
export interface Coupling {
  readonly problem: LinearProblem;
  readonly executor: Executor;
  readonly mass: number;
  /** Potentials with ⟨a, f⟩ = ⟨b, g⟩, which make the rows of K, and columns of L where b_j = 0, sum to one. */
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
 * @throws {UnsupportedError} when the problem is unbalanced.
 */
export function couplingAsSolved(
  { problem, f, g }: Solution,
  executor: Executor = defaultExecutor(),
): Coupling {
  const { a, b, tauA, tauB } = problem;
  if (tauA !== 1 || tauB !== 1) {
    throw new UnsupportedError(
      `sinkhorn.gradient: expected a balanced problem (derivatives take the marginals as met), got tauA ${tauA} and tauB ${tauB}`,
    );
  }
  const mass = sum(a);
  const shift = (dot(a, f.data) - dot(b, g.data)) / (2 * mass);
  return {
    problem,
    executor,
    mass,
    f: f.data.map((value) => value - shift),
    g: g.data.map((value) => value + shift),
    columnSums: new Float64Array(b.length).fill(1),
    supportA: a.map(support),
    supportB: b.map(support),
  };
}

/**
 * The coupling with potentials that fit each other to rounding, as linear systems need them. Two passes over the pairs.
 *
 * @throws {UnsupportedError} when the problem is unbalanced.
 */
export function couplingOf(solution: Solution, executor?: Executor): Coupling {
  const solved = couplingAsSolved(solution, executor);
  const { problem, mass } = solved;
  const { a, b, epsilon } = problem;
  return onPairs(solved, (pairwise) => {
    const f = new Float64Array(a.length);
    const image = new Float64Array(b.length);
    pairwise.softmin(1, epsilon, withMass(solved.g, b, epsilon), f);
    pairwise.softmin(0, epsilon, withMass(f, a, epsilon), image);
    const g = image.map((value, j) => (b[j] === 0 ? value : solved.g[j]));
    const columnSums = image.map((value, j) => Math.exp((g[j] - value) / epsilon));
    const shift = (dot(a, f) - dot(b, g)) / (2 * mass);
    return {
      ...solved,
      f: f.map((value) => value - shift),
      g: g.map((value) => value + shift),
      columnSums,
    };
  });
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
  const pairwise = executor.pairwise(geometry.costs(), geometry.dtype);
  try {
    return work(pairwise);
  } finally {
    pairwise.release();
  }
}
