import {
  type ArrayInput,
  argsort,
  contiguous,
  DomainError,
  ShapeError,
  UnsupportedError,
} from '@monge/ndarray';
import { costMatrix } from '../geometry/cost-matrix.js';
import { allCosts } from '../geometry/cost-row.js';
import { describe } from '../geometry/describe.js';
import type { Geometry } from '../geometry/geometry.js';
import { refuseForbiddenMoves } from '../geometry/refuse-forbidden-moves.js';
import type { LinearProblem } from '../linear-problem.js';
import type { TargetInitialiser } from './initialiser.js';
import { requireBalanced } from './internal/require-balanced.js';

export interface DualSortInitialiserOptions {
  /** The target of each source in an optimal one-to-one assignment, [n]. Default, for points on the line: in order. */
  readonly assignment?: ArrayInput;
  /** Changes of the potential of no more than this fraction of the largest cost end the sweeps. Default 1e-9. */
  readonly tolerance?: number;
  /** Sweeps at most. Default n + 1, by when they are done. */
  readonly maxSweeps?: number;
}

const caller = 'sinkhorn.dualSortInitialiser';

/** Weights that differ by no more than this, relatively, are taken as equal. */
const UNIFORM = 1e-9;

/**
 * Makes an initialiser for n sources and n targets of uniform weights whose optimal assignment is known: DualSort (Thornton & Cuturi 2023, "Rethinking
 * Initialization of the Sinkhorn Algorithm"). With targets numbered as their sources, the potential of unregularised transport solves
 *
 *   g_j = min_i (C_ij − C_ii + g_i),
 *
 * which sweeps from g = 0 find: shortest paths by Bellman and Ford, in turns upwards and downwards (Yen 1970), so that two or three sweeps do on the line. The result is
 * one end of the optimal set; {@link staircaseInitialiser}, on the line, takes its middle and needs many times fewer iterations.
 *
 * Points on the line are put in order here, as they may come in any. An assignment that is not optimal is an error: potentials would fall
 * without bound. (OTT-JAX checks neither, and stops by an absolute tolerance, which points in [0, 1] meet at once.)
 *
 * O(n²) memory and a sweep. The target potential, [n].
 *
 * @throws {DomainError} when an option is outside of its range; and, when called, when the weights are not uniform or the assignment is not optimal.
 * @throws {ShapeError} when called with n ≠ m, or an assignment of another length.
 * @throws {UnsupportedError} when called without an assignment for points that are not on the line.
 *
 * @example
 * ```ts
 * import { denseCost, dualSortInitialiser, linearProblem } from '@monge/sinkhorn';
 *
 * const problem = linearProblem(denseCost([[4, 1, 3], [2, 0, 5], [3, 2, 2]]), { epsilon: 0.1 });
 * dualSortInitialiser({ assignment: [1, 0, 2] })(problem); // → { g: [0, -2, 0] }
 * ```
 */
export function dualSortInitialiser({
  assignment,
  tolerance = 1e-9,
  maxSweeps,
}: DualSortInitialiserOptions = {}): TargetInitialiser {
  if (!(tolerance >= 0 && tolerance < Infinity)) {
    throw new DomainError(
      `${caller}: expected tolerance in [0, ∞) (change of the potential over the largest cost), got ${tolerance}`,
    );
  }
  if (maxSweeps !== undefined && !(Number.isInteger(maxSweeps) && maxSweeps >= 1)) {
    throw new DomainError(`${caller}: expected maxSweeps a whole number ≥ 1, got ${maxSweeps}`);
  }
  return (problem) => {
    const n = requireUniform(problem);
    const { sources, targets } =
      assignment === undefined ? inOrder(problem.geometry) : readAssignment(assignment, n);
    const { paths, largest } = pathLengths(problem.geometry, sources, targets);
    const slack = tolerance * largest;
    requireNoSwap(paths, sources, slack);
    const potential = shortestPaths(paths, n, slack, maxSweeps);
    const g = new Float64Array(n);
    targets.forEach((target, k) => {
      g[target] = potential[k];
    });
    return { g };
  };
}

/** Who goes where: source `sources[k]` to target `targets[k]`. */
interface Pairs {
  readonly sources: Int32Array;
  readonly targets: Int32Array;
}

function requireUniform(problem: LinearProblem): number {
  requireBalanced(problem, caller);
  const {
    a,
    b,
    geometry: { shape },
  } = problem;
  const [n, m] = shape;
  if (n !== m) {
    throw new ShapeError(
      `${caller}: expected as many sources as targets (they are assigned one to one), got ${n} and ${m}; use staircaseInitialiser on the line, ` +
        'or another',
    );
  }
  for (const weights of [a, b]) {
    const odd = weights.findIndex((weight) => Math.abs(weight - weights[0]) > UNIFORM * weights[0]);
    if (odd < 0) continue;
    throw new DomainError(
      `${caller}: expected uniform weights (sources and targets are assigned one to one), got ${weights[0]} at 0 and ${weights[odd]} at ${odd}; use ` +
        'staircaseInitialiser on the line, or another',
    );
  }
  return n;
}

function inOrder(geometry: Geometry): Pairs {
  if (geometry.kind === 'pointCloud' && geometry.x.dimension === 1) {
    return { sources: argsort(geometry.x.data).data, targets: argsort(geometry.y.data).data };
  }
  const got =
    geometry.kind === 'pointCloud' ? `points of ${geometry.x.dimension} coordinates` : describe(geometry);
  throw new UnsupportedError(
    `${caller}: expected assignment (the target of each source; on the line it is found by sorting), got none for ${got}; give one, or use ` +
      'another initialiser',
  );
}

function readAssignment(input: ArrayInput, n: number): Pairs {
  const { data, shape } = contiguous(input, 'float64', { name: 'assignment', caller });
  if (shape.length !== 1 || shape[0] !== n) {
    throw new ShapeError(
      `${caller}: expected assignment of shape [${n}] (the target of each source), got [${shape.join(', ')}]`,
    );
  }
  const taken = new Uint8Array(n);
  for (const target of data) {
    if (taken[target] !== 0) {
      throw new DomainError(
        `${caller}: expected each target from 0 to ${n - 1} once in assignment, got ${target} twice or out of range`,
      );
    }
    taken[target] = 1;
  }
  return { sources: Int32Array.from(data, (_, i) => i), targets: Int32Array.from(data) };
}

/** C_kl − C_kk for the pairs in their order, at l·n + k; and the largest |C_kl|. */
function pathLengths(geometry: Geometry, sources: Int32Array, targets: Int32Array) {
  const n = sources.length;
  const costs = matrixOf(geometry);
  const paths = new Float64Array(n * n);
  let largest = 0;
  for (let k = 0; k < n; k++) {
    const row = sources[k] * n;
    for (let l = 0; l < n; l++) {
      const cost = costs[row + targets[l]];
      largest = Math.max(largest, Math.abs(cost));
      paths[l * n + k] = cost - costs[row + targets[k]];
    }
  }
  return { paths, largest };
}

function matrixOf(geometry: Geometry): Float64Array {
  if (geometry.kind === 'pointCloud') return costMatrix(geometry.x, geometry.y, geometry.cost);
  refuseForbiddenMoves(geometry, caller);
  return allCosts(geometry);
}

/** Of two pairs that would gain by a swap of their targets the potentials need not be looked for. */
function requireNoSwap(paths: Float64Array, sources: Int32Array, slack: number): void {
  const n = sources.length;
  for (let l = 0; l < n; l++) {
    for (let k = 0; k < l; k++) {
      const gain = -(paths[l * n + k] + paths[k * n + l]);
      if (gain > 2 * slack) {
        throw notOptimal(`sources ${sources[k]} and ${sources[l]} would gain ${gain} by swapping targets`);
      }
    }
  }
}

/** g_l = min_k (w_kl + g_k), by sweeps in turns upwards and downwards that use what they have found. */
function shortestPaths(paths: Float64Array, n: number, slack: number, maxSweeps = n + 1): Float64Array {
  const g = new Float64Array(n);
  for (let sweep = 0; sweep < maxSweeps; sweep++) {
    let change = 0;
    for (let step = 0; step < n; step++) {
      const l = sweep % 2 === 0 ? step : n - 1 - step;
      let least = g[l];
      for (let k = 0; k < n; k++) least = Math.min(least, paths[l * n + k] + g[k]);
      change = Math.max(change, g[l] - least);
      g[l] = least;
    }
    if (change <= slack) return g;
    // Shortest paths have fewer than n edges, unless they go round for ever.
    if (sweep === n) throw notOptimal('some sources would gain by passing their targets round');
  }
  return g;
}

function notOptimal(got: string): DomainError {
  return new DomainError(
    `${caller}: expected an optimal assignment (potentials fall without bound for another), got one in which ${got}; solve the assignment first, ` +
      'or use another initialiser',
  );
}
