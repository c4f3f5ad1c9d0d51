import { DomainError, UnsupportedError } from '@monge/ndarray';
import type { Potentials } from '../internal/iteration.js';
import type { LinearProblem } from '../linear-problem.js';
import { pointCloudsOf } from './internal/point-clouds-of.js';
import { requireBalanced } from './internal/require-balanced.js';
import { staircasePotentials } from './internal/staircase-potentials.js';

/**
 * Potentials of unregularised transport on the line, exact for costs h(x − y) with h convex, any weights and n ≠ m: the limit ε → 0 of what is looked for.
 *
 * The optimal plan moves mass in order, along a staircase through the matrix of the sorted problem from its north-west corner. Each of its steps
 * shares a row or a column with the one before, and f_i + g_j = C_ij on all of them determines the potentials. Where the masses of a source i
 * and a target j are used up together, as everywhere when n = m and weights are uniform, any
 *
 *   f_{i+1} − f_i ∈ [C_{i+1,j+1} − C_{i,j+1}, C_{i+1,j} − C_{ij}]
 *
 * is optimal, and the midpoint is taken: entropic potentials tend to the middle of the optimal set as ε → 0, not to its ends.
 *
 * O((n + m) log(n + m)), and no costs but those along the staircase. Both potentials, [n] and [m].
 *
 * @throws {UnsupportedError} when the points are not on the line, or a marginal may give way.
 * @throws {DomainError} when the costs next to the staircase are not those of a convex function of x − y.
 *
 * @example
 * ```ts
 * import { linearProblem, pointCloud, solve, staircaseInitialiser } from '@monge/sinkhorn';
 *
 * const x = Array.from({ length: 200 }, (_, i) => (i / 199) ** 2);
 * const y = Array.from({ length: 200 }, (_, j) => j / 199);
 * const problem = linearProblem(pointCloud(x, y), { epsilon: 1e-4 });
 * solve(problem, { initialiser: staircaseInitialiser }).iterations < solve(problem).iterations / 3; // → true
 * ```
 */
export function staircaseInitialiser(problem: LinearProblem): Potentials {
  const caller = 'sinkhorn.staircaseInitialiser';
  const geometry = pointCloudsOf(problem.geometry, caller);
  requireBalanced(problem, caller);
  const { dimension } = geometry.x;
  if (dimension !== 1) {
    throw new UnsupportedError(
      `${caller}: expected points on the line, of shape [n] or [n, 1] (mass is moved in order there), got points of ${dimension} coordinates; use ` +
        "kMeansInitialiser, entropicGaussianInitialiser or 'auto'",
    );
  }
  const potentials = staircasePotentials(geometry, problem.a, problem.b);
  if (potentials !== undefined) return potentials;
  throw new DomainError(
    `${caller}: expected a cost that is a convex function of x − y (mass is moved in order then), got '${geometry.cost.name}', for which some moves are ` +
      'cheaper when they cross; use another initialiser',
  );
}
