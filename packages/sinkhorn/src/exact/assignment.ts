import { fromData, type NdArray } from '@monge/ndarray';
import { allCosts } from '../geometry/cost-row.js';
import type { Geometry } from '../geometry/geometry.js';
import { refuseForbiddenMoves } from '../geometry/refuse-forbidden-moves.js';
import { requireGeometry } from '../geometry/require-geometry.js';
import { shortestAugmentingPaths } from './shortest-augmenting-paths.js';

/** The cheapest one-to-one assignment, and the potentials that prove that it is. */
export interface Assignment {
  /** Who goes, [min(n, m)], ascending. */
  readonly source: Int32Array;
  /** Where to: source[k] goes to target[k]. */
  readonly target: Int32Array;
  /** Σ_k C[source[k], target[k]], a sum and not a mean. */
  readonly cost: number;
  /** Source potential, [n]: f_i + g_j ≤ C_ij, with equality for those assigned, and Σf + Σg = cost; ≤ 0 and 0 without a target where n > m. */
  readonly f: NdArray<Float64Array>;
  /** Target potential, [m]; ≤ 0 and 0 without a source where n < m. */
  readonly g: NdArray<Float64Array>;
}

/**
 * The linear assignment problem: each source gets a target of its own, or each target a source where there are fewer targets, at the least total cost.
 *
 * Transport between n sources and n targets of equal weights 1/n has this as its optimum, at cost/n (Birkhoff's theorem); {@link solveExactly}, for
 * any weights, is as fast, and faster between points of a plane. Stores the n·m costs. O(min(n, m)²·max(n, m)) at worst.
 *
 * Jonker & Volgenant 1987, "A shortest augmenting path algorithm for dense and sparse linear assignment problems"; Crouse 2016, "On implementing 2D
 * rectangular assignment algorithms".
 *
 * @throws {UnsupportedError} for sparse costs.
 *
 * @example
 * ```ts
 * import { assignment, denseCost } from '@monge/sinkhorn';
 *
 * const { target, cost } = assignment(denseCost([[4, 1, 3], [2, 0, 5], [3, 2, 2]]));
 * target; // → Int32Array [1, 0, 2]
 * cost; // → 5
 * ```
 */
export function assignment(geometry: Geometry): Assignment {
  requireGeometry(geometry, 'geometry', 'sinkhorn.assignment');
  const [n, m] = geometry.shape;
  refuseForbiddenMoves(geometry, 'sinkhorn.assignment');
  const costs = allCosts(geometry);
  const wide = n <= m;
  const { columnOf, u, v } = wide
    ? shortestAugmentingPaths(costs, n, m)
    : shortestAugmentingPaths(transposed(costs, n, m), m, n);
  const rows = Int32Array.from(columnOf, (_, row) => row);
  const source = wide ? rows : columnOf.slice().sort();
  const rowOf = new Int32Array(Math.max(n, m));
  columnOf.forEach((column, row) => {
    rowOf[column] = row;
  });
  const target = wide ? columnOf : source.map((i) => rowOf[i]);
  let cost = 0;
  source.forEach((i, k) => {
    cost += costs[i * m + target[k]];
  });
  const [f, g] = wide ? [u, v] : [v, u];
  return { source, target, cost, f: fromData(f, [n]), g: fromData(g, [m]) };
}

function transposed(matrix: Float64Array, rows: number, columns: number): Float64Array {
  const result = new Float64Array(matrix.length);
  for (let i = 0, at = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++, at++) result[j * rows + i] = matrix[at];
  }
  return result;
}
