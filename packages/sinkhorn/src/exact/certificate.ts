import { fromData, type NdArray } from '@monge/ndarray';
import { dot } from '../internal/sums.js';
import type { Solution } from '../solution.js';
import { feasiblePotentials } from './feasible-potentials.js';
import { type RoundedPlan, roundedPlanFor } from './rounded-plan.js';

/** Bounds of what transport costs without regularisation, and what proves them: valid up to rounding in float64. */
export interface Certificate {
  /** ⟨a, f⟩ + ⟨b, g⟩ */
  readonly lowerBound: number;
  /** ⟨P, C⟩ of `plan`. */
  readonly upperBound: number;
  /** The upper less the lower bound: by how much the cost of `plan` may exceed the optimum. */
  readonly gap: number;
  /** Source potential, [n]: f_i + g_j ≤ C_ij for all pairs. */
  readonly f: NdArray<Float64Array>;
  /** Target potential, [m]. */
  readonly g: NdArray<Float64Array>;
  /** A plan that meets both marginals. */
  readonly plan: RoundedPlan;
}

/**
 * Bounds of the exact cost of a transport problem, min ⟨P, C⟩ without regularisation, from any solution of the regularised one, converged or not: above by the
 * `roundedPlan`, below by feasible potentials: f_i = min_j C_ij − g_j from the solution's g, then g_j = min_i C_ij − f_i. The gap goes to zero with ε and
 * the threshold; at a given ε it is a few ε as a rule.
 *
 * Costs are computed in float64 and row by row; nothing of size n·m is stored. O(n·m·d), three passes.
 *
 * @throws {UnsupportedError} when the problem is unbalanced, or its costs are sparse.
 *
 * @example
 * ```ts
 * import { certificate, sinkhorn } from '@monge/sinkhorn';
 *
 * const { lowerBound, upperBound } = certificate(sinkhorn([0, 1, 2], [1, 2, 4], { epsilon: 0.1 }));
 * lowerBound <= 2 && 2 <= upperBound; // → true (the exact cost is (1 + 1 + 4)/3)
 * ```
 */
export function certificate(solution: Solution): Certificate {
  const plan = roundedPlanFor('sinkhorn.certificate', solution);
  const { geometry, a, b } = solution.problem;
  const [n, m] = geometry.shape;
  // Any potential leads to a bound: one that left the range of floats is replaced by zero.
  const start = solution.g.data.map((value) => (Number.isFinite(value) ? value : 0));
  const { f, g } = feasiblePotentials(geometry.costRow, n, b, start);
  const lowerBound = dot(a, f) + dot(b, g);
  return Object.freeze({
    lowerBound,
    upperBound: plan.cost,
    gap: plan.cost - lowerBound,
    f: fromData(f, [n]),
    g: fromData(g, [m]),
    plan,
  });
}
