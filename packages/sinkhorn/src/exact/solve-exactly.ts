import { AbortedError, DomainError, UnsupportedError } from '@monge/ndarray';
import { allCosts, costRow } from '../geometry/cost-row.js';
import { refuseForbiddenMoves } from '../geometry/refuse-forbidden-moves.js';
import { isBalanced } from '../internal/relaxation.js';
import { requireProblem } from '../internal/require-problem.js';
import type { LinearProblem } from '../linear-problem.js';
import type { SparsePlan } from '../plan/top-k.js';
import { type ExactTransport, exactTransport } from './exact-transport.js';
import { feasiblePotentials } from './feasible-potentials.js';
import { type Basis, networkSimplex } from './network-simplex.js';

/** Where the simplex stands. */
export interface ExactProgress {
  /** Pivots done. */
  readonly iteration: number;
  readonly maxIterations: number;
}

export interface SolveExactlyOptions {
  /** Pivots, ≥ 0. Default ∞: the method ends by itself, after some ten times n + m pivots as a rule. */
  readonly maxIterations?: number;
  /** Called after every n + m pivots. */
  readonly onProgress?: (progress: ExactProgress) => void;
  /** Stops the work between two calls of `onProgress`, with an `AbortedError`. */
  readonly signal?: AbortSignal;
}

/** The solution of an optimal transport problem without regularisation. */
export interface ExactSolution extends ExactTransport {
  /** `'optimal'`, up to rounding, or `'maxIterations'`: the plan is feasible and the potentials are, but they leave a gap. */
  readonly status: 'optimal' | 'maxIterations';
  /** Pivots done. */
  readonly iterations: number;
  readonly problem: LinearProblem;
}

/**
 * Solves a transport problem without regularisation, min ⟨P, C⟩ over the plans P from a to b, by the network simplex; the problem's ε is not used.
 *
 * The plan is a vertex: at most n + m − 1 moves. The potentials are feasible, f_i + g_j ≤ C_ij for all pairs, and tight where mass moves, so that
 * they prove the plan optimal: `cost` and `dualCost` differ by rounding only. Both are unique up to ties, which costs between points in general position
 * do not have. Not finishing within `maxIterations` is a status.
 *
 * Stores the n·m costs, in float64. A pivot looks at √(n·m) pairs or more, and moves a part of the tree, O(n + m). On the line {@link transportOnLine} is far
 * faster. Ahuja, Magnanti & Orlin 1993, Network Flows, ch. 11.
 *
 * @throws {DomainError} when an option is outside of its range.
 * @throws {UnsupportedError} when the problem is unbalanced, or its costs are sparse.
 * @throws {AbortedError} when the signal fires.
 *
 * @example
 * ```ts
 * import { denseCost, linearProblem, solveExactly } from '@monge/sinkhorn';
 *
 * const problem = linearProblem(denseCost([[1, 3, 5], [4, 2, 1]]), { a: [0.5, 0.5], b: [0.2, 0.2, 0.6] });
 * const { cost, dualCost, plan } = solveExactly(problem);
 * cost; // → 1.8
 * dualCost; // → 1.8
 * plan().data; // → Float64Array [0.2, 0.2, 0.1, 0, 0, 0.5]
 * ```
 */
export function solveExactly(problem: LinearProblem, options: SolveExactlyOptions = {}): ExactSolution {
  requireProblem(problem, 'sinkhorn.solveExactly');
  const { maxIterations = Infinity, onProgress, signal } = options;
  if (!(maxIterations >= 0)) {
    throw new DomainError(
      `sinkhorn.solveExactly: expected maxIterations in [0, ∞] (pivots of the simplex), got ${maxIterations}`,
    );
  }
  if (!isBalanced(problem)) {
    throw new UnsupportedError(
      `sinkhorn.solveExactly: expected a problem whose plan is to meet both marginals (tauA = tauB = 1), got tauA = ${problem.tauA} and tauB = ${problem.tauB}; use solve`,
    );
  }
  const { geometry, a, b } = problem;
  refuseForbiddenMoves(geometry, 'sinkhorn.solveExactly');
  const refuseIfAborted = (iterations: number) => {
    if (!signal?.aborted) return;
    throw new AbortedError(`sinkhorn.solveExactly: aborted after ${iterations} pivots`, undefined, {
      cause: signal.reason,
    });
  };
  refuseIfAborted(0);
  const [n, m] = geometry.shape;
  const costs = allCosts(geometry);
  // Points without mass have no place in a plan; they get potentials afterwards.
  const sources = withMass(a);
  const targets = withMass(b);
  const masses = { a: Float64Array.from(sources, (i) => a[i]), b: Float64Array.from(targets, (j) => b[j]) };
  const basis = networkSimplex(submatrix(costs, m, sources, targets), masses, maxIterations, (iteration) => {
    onProgress?.({ iteration, maxIterations });
    refuseIfAborted(iteration);
  });
  const guide = new Float64Array(m);
  targets.forEach((j, k) => {
    guide[j] = -basis.tree.potential[sources.length + k];
  });
  const rowOfCosts = costRow({ kind: 'stored', rows: n, columns: m, costs });
  const { f, g } = feasiblePotentials(rowOfCosts, n, b, guide);
  const support = supportOf(basis, sources, targets);
  let cost = 0;
  support.mass.forEach((mass, e) => {
    cost += mass * costs[support.source[e] * m + support.target[e]];
  });
  return Object.freeze({
    status: basis.optimal ? 'optimal' : 'maxIterations',
    iterations: basis.iterations,
    ...exactTransport(problem, support, cost, f, g),
    problem,
  } satisfies ExactSolution);
}

/** Where the weights are positive. */
function withMass(weights: Float64Array): Int32Array {
  return Int32Array.from(weights.keys()).filter((i) => weights[i] > 0);
}

function submatrix(matrix: Float64Array, width: number, rows: Int32Array, columns: Int32Array): Float64Array {
  if (rows.length * columns.length === matrix.length) return matrix;
  const part = new Float64Array(rows.length * columns.length);
  let at = 0;
  for (const i of rows) for (const j of columns) part[at++] = matrix[i * width + j];
  return part;
}

/** The edges of the tree on which mass moves, sources in order. */
function supportOf({ tree, flow }: Basis, sources: Int32Array, targets: Int32Array): SparsePlan {
  const count = sources.length;
  const moves: { source: number; target: number; mass: number }[] = [];
  flow.forEach((mass, node) => {
    if (!(mass > 0)) return;
    const [source, target] = node < count ? [node, tree.parent[node]] : [tree.parent[node], node];
    moves.push({ source: sources[source], target: targets[target - count], mass });
  });
  moves.sort((one, other) => one.source - other.source || one.target - other.target);
  return {
    source: Int32Array.from(moves, ({ source }) => source),
    target: Int32Array.from(moves, ({ target }) => target),
    mass: Float64Array.from(moves, ({ mass }) => mass),
  };
}
