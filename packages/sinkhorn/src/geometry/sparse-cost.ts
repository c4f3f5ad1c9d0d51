import { type ArrayInput, contiguous, DomainError, ShapeError } from '@monge/ndarray';
import type { CostSpread, SparseCost, Truncated } from './geometry.js';
import { asymmetryOfSupport } from './sparse/asymmetry-of-support.js';
import { requireFeasible } from './sparse/require-feasible.js';
import { sparsePairwise } from './sparse/sparse-pairwise.js';
import { lineOfEach, type Support, supportOf } from './sparse/support.js';

/** The moves that are allowed: entry e is from `source[e]` to `target[e]`, at `cost[e]`. */
export interface SparseEntries {
  /** [entries], whole numbers in [0, n). */
  readonly source: ArrayInput;
  /** [entries], whole numbers in [0, m). */
  readonly target: ArrayInput;
  /** [entries], up to 1e150. */
  readonly cost: ArrayInput;
}

/**
 * The geometry of costs that are finite for some pairs only: mass moves nowhere else. O(entries) memory and an iteration, in float64.
 *
 * A problem says when there is no plan for its weights on such a support, and names points that have nowhere to go. Where some of the moves are in no plan, such as those
 * from 0 to 1 in [[0, 0], [∞, 0]] with equal weights, potentials grow without bound while the plan converges, slowly: there the default threshold is what to ask for.
 *
 * @param shape [n, m]
 * @param entries in any order, each pair at most once.
 * @throws {ShapeError} when the arrays have not one length, or are empty.
 * @throws {DomainError} when an index is out of range, a pair is given twice, or a cost is NaN or beyond 1e150.
 *
 * @example
 * ```ts
 * import { linearProblem, solve, sparseCost, sparsePlan } from '@monge/sinkhorn';
 *
 * const roads = sparseCost([2, 3], { source: [0, 0, 1, 1], target: [0, 1, 1, 2], cost: [1, 2, 1, 3] });
 * const solution = solve(linearProblem(roads, { b: [0.25, 0.5, 0.25], epsilon: 0.1 }), { threshold: 1e-9 });
 * sparsePlan(solution).mass; // → Float64Array [0.25, 0.25, 0.25, 0.25]
 * ```
 */
export function sparseCost(
  shape: readonly [number, number],
  { source, target, cost }: SparseEntries,
): SparseCost {
  const [n, m] = shape;
  if (!(Number.isInteger(n) && n >= 1 && Number.isInteger(m) && m >= 1)) {
    throw new ShapeError(
      `${caller}: expected shape [n, m] with n, m ≥ 1 (sources and targets), got [${shape.join(', ')}]`,
    );
  }
  const sources = readIndices(source, n, 'source');
  const targets = readIndices(target, m, 'target');
  const costs = readVector(cost, 'cost', 'what the moves cost').slice();
  if (sources.length !== targets.length || sources.length !== costs.length || costs.length === 0) {
    throw new ShapeError(
      `${caller}: expected source, target and cost of one length ≥ 1 (one entry for each move that is allowed), got ${sources.length}, ${targets.length} and ${costs.length}`,
    );
  }
  const bad = costs.findIndex((value) => !(Math.abs(value) <= LARGEST));
  if (bad >= 0) {
    throw new DomainError(
      `${caller}: expected costs in [−1e150, 1e150] in cost, got ${costs[bad]} at ${bad}; leave out moves that are forbidden`,
    );
  }
  return ofSupport([n, m], supportOf([n, m], sources, targets, costs), caller);
}

/** @throws {DomainError} when an entry is there twice. */
export function ofSupport(
  shape: readonly [number, number],
  support: Support,
  caller: string,
  { epsilon, truncated }: { readonly epsilon?: number; readonly truncated?: Truncated | undefined } = {},
): SparseCost {
  const { start, index, costs } = support.rows;
  const source = lineOfEach(support.rows);
  const twice = index.findIndex((j, e) => e > start[source[e]] && j === index[e - 1]);
  if (twice >= 0) {
    throw new DomainError(
      `${caller}: expected each pair at most once, got [${source[twice]}, ${index[twice]}] twice; keep the lower cost`,
    );
  }
  return Object.freeze<SparseCost>({
    kind: 'sparseCost',
    shape,
    dtype: 'float64',
    kernelSize: index.length,
    ...(epsilon === undefined ? {} : { epsilon }),
    ...(truncated === undefined ? {} : { truncated }),
    source,
    target: index,
    cost: costs,
    pairwise: (executor) => sparsePairwise(support, executor),
    costRow(i, out) {
      out.fill(Infinity);
      for (let e = start[i]; e < start[i + 1]; e++) out[index[e]] = costs[e];
    },
    costSpread: (a, b) => spreadOfEntries(source, index, costs, a, b),
    asymmetry: () => asymmetryOfSupport(support),
    requireFeasible: (marginals) => requireFeasible(support, marginals),
  });
}

const caller = 'sinkhorn.sparseCost';

/** Squares of costs have to be numbers. */
const LARGEST = 1e150;

function readVector(input: ArrayInput, name: string, meaning: string): Float64Array {
  const { data, shape } = contiguous(input, 'float64', { name, caller });
  if (shape.length === 1) return data;
  throw new ShapeError(
    `${caller}: expected ${name} of shape [entries] (${meaning}), got [${shape.join(', ')}]`,
  );
}

function readIndices(input: ArrayInput, count: number, name: string): Int32Array {
  const values = readVector(input, name, 'indices of the pairs that are allowed');
  const bad = values.findIndex((value) => !(Number.isInteger(value) && value >= 0 && value < count));
  if (bad < 0) return Int32Array.from(values);
  throw new DomainError(
    `${caller}: expected whole numbers from 0 to ${count - 1} in ${name} (indices of points), got ${values[bad]} at ${bad}`,
  );
}

/** Two passes, around the mean. */
function spreadOfEntries(
  source: Int32Array,
  target: Int32Array,
  costs: Float64Array,
  a: Float64Array,
  b: Float64Array,
): CostSpread {
  let [mass, mean, magnitude, squares] = [0, 0, 0, 0];
  for (let e = 0; e < costs.length; e++) {
    const weight = a[source[e]] * b[target[e]];
    mass += weight;
    mean += weight * costs[e];
    magnitude += weight * Math.abs(costs[e]);
  }
  // No pair with mass: a problem has refused such weights, or will.
  if (mass === 0) return { mean: 0, deviation: 0 };
  mean /= mass;
  for (let e = 0; e < costs.length; e++) squares += a[source[e]] * b[target[e]] * (costs[e] - mean) ** 2;
  return { mean: magnitude / mass, deviation: Math.sqrt(squares / mass) };
}
