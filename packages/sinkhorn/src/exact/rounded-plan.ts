import { fromData, type NdArray, UnsupportedError } from '@monge/ndarray';
import type { CostRow } from '../geometry/cost-row.js';
import { refuseForbiddenMoves } from '../geometry/refuse-forbidden-moves.js';
import { isBalanced } from '../internal/relaxation.js';
import { dot, sum } from '../internal/sums.js';
import type { Solution } from '../solution.js';

/** A plan that meets both marginals up to rounding. */
export interface RoundedPlan {
  /** ⟨P, C⟩: an upper bound of the cost of transport without regularisation. */
  readonly cost: number;
  /** The rows of the plan, [m] each, in turn and without storing it. */
  rows(): Generator<Float64Array, void>;
  /** The plan, [n, m]. */
  plan(): NdArray<Float64Array>;
}

/**
 * The plan near that of a solution that has the marginals a and b, up to rounding, however far from convergence the solution is: rows, then columns, that are
 * too heavy are scaled down, and what is missing is added as a product,
 *
 *   P̂_ij = x_i P_ij y_j + r_i c_j / Σr,  x_i = min(1, a_i/Σ_j P_ij),  y_j = min(1, b_j/Σ_i x_i P_ij),
 *
 * r and c what is missing in rows and columns then. It moves at most twice the L1 error of the marginals (Altschuler, Weed & Rigollet 2017, "Near-linear time
 * approximation algorithms for optimal transport via Sinkhorn iteration", Algorithm 2 and Lemma 7). Neither plan is stored: two
 * passes over the plan here, O(n·m·d) each, and one for each look at the result.
 *
 * @throws {UnsupportedError} when the problem is unbalanced: its plan is not to meet the marginals. And for sparse costs: what is added may be a forbidden
 * move.
 *
 * @example
 * ```ts
 * import { roundedPlan, sinkhorn } from '@monge/sinkhorn';
 *
 * const solution = sinkhorn([0, 1, 2], [0, 2], { a: [0.2, 0.3, 0.5], epsilon: 0.1, maxIterations: 1 });
 * const { data } = roundedPlan(solution).plan();
 * data[0] + data[2] + data[4]; // → 0.5 (the mass of the first target)
 * ```
 */
export function roundedPlan(solution: Solution): RoundedPlan {
  return roundedPlanFor('sinkhorn.roundedPlan', solution);
}

/** {@link roundedPlan} for another function, which errors name. */
export function roundedPlanFor(caller: string, solution: Solution): RoundedPlan {
  const { problem } = solution;
  const { geometry, a, b } = problem;
  if (!isBalanced(problem)) {
    throw new UnsupportedError(
      `${caller}: expected a problem whose plan is to meet both marginals (tauA = tauB = 1), got tauA = ${problem.tauA} and tauB = ${problem.tauB}`,
    );
  }
  refuseForbiddenMoves(geometry, caller);
  const [n, m] = geometry.shape;
  const rowScale = new Float64Array(n);
  const columnSums = new Float64Array(m);
  let next = 0;
  for (const row of numbers(solution.rows())) {
    const i = next++;
    rowScale[i] = scaleTo(a[i], sum(row));
    for (let j = 0; j < m; j++) columnSums[j] += rowScale[i] * row[j];
  }
  const columnScale = columnSums.map((mass, j) => scaleTo(b[j], mass));
  const missing = columnSums.map((mass, j) => Math.max(0, b[j] - mass));
  const allMissing = sum(missing);

  function* rows(): Generator<Float64Array, void> {
    let i = 0;
    for (const row of numbers(solution.rows())) {
      for (let j = 0; j < m; j++) row[j] *= rowScale[i] * columnScale[j];
      const share = allMissing > 0 ? Math.max(0, a[i] - sum(row)) / allMissing : 0;
      for (let j = 0; j < m; j++) row[j] += share * missing[j];
      yield row;
      i++;
    }
  }

  function plan(): NdArray<Float64Array> {
    const matrix = new Float64Array(n * m);
    let at = 0;
    for (const row of rows()) {
      matrix.set(row, at);
      at += m;
    }
    return fromData(matrix, [n, m]);
  }
  return Object.freeze({ cost: costOf(rows(), geometry.costRow, m), rows, plan });
}

/** The factor that brings a mass down to a weight where it is above. */
function scaleTo(weight: number, mass: number): number {
  return mass > weight ? weight / mass : 1;
}

/** Rows without what is not a number, as the plan of a solve that diverged may have: any plan can be rounded. */
function* numbers(rows: Generator<Float64Array, void>): Generator<Float64Array, void> {
  for (const row of rows) {
    for (let j = 0; j < row.length; j++) if (!Number.isFinite(row[j])) row[j] = 0;
    yield row;
  }
}

function costOf(rows: Generator<Float64Array, void>, costRow: CostRow, m: number): number {
  const costs = new Float64Array(m);
  let total = 0;
  let i = 0;
  for (const row of rows) {
    costRow(i++, costs);
    total += dot(row, costs);
  }
  return total;
}
