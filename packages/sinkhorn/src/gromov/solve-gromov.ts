import { defaultExecutor } from '../internal/default-executor.js';
import { solveFor } from '../solve.js';
import type { GromovProblem } from './gromov-problem.js';
import type { GromovSolution } from './gromov-solution.js';
import { concludeGromov } from './internal/conclude-gromov.js';
import { gromovRun } from './internal/gromov-run.js';
import type { SolveGromovOptions } from './solve-gromov-options.js';

/**
 * Finds a local minimum of an entropic Gromov–Wasserstein problem, by mirror descent: transport problems in turn, each for the gradient at the last
 * plan, solved by Sinkhorn's iteration from the potentials of the last and no further than the next step needs (Peyré, Cuturi & Solomon 2016,
 * "Gromov–Wasserstein averaging of kernel and distance matrices"; unbalanced: Séjourné, Vialard & Peyré 2021, Alg. 1). The objective falls from one
 * to the next: a step that raises it is taken back and halved.
 *
 * The problem is not convex: which local minimum is found depends on `init`. Between symmetric spaces the default, a ⊗ b, may be a stationary point
 * itself, or lead to one that is no minimum: give another there. Not converging is a status of the solution.
 *
 * O(n²·m + n·m²) for the products of each transport problem, which stores n·m numbers and the costs within the spaces; O(n·m·d), and nothing stored
 * but what its own solution stores, between clouds with squared Euclidean costs, the square loss and marginals that have to be met.
 *
 * @throws {DomainError} when an option is outside of its range, {ShapeError} when `init` does not fit.
 * @throws {AbortedError} when the signal fires.
 *
 * @example
 * ```ts
 * import { pointCloud } from '@monge/sinkhorn';
 * import { gromovProblem, solveGromov } from '@monge/sinkhorn/gromov';
 *
 * const x = [[0, 0], [3, 0], [0, 1]];
 * const turned = [[5, 1], [6, 1], [5, 4]]; // the same triangle, elsewhere, in another order
 * const problem = gromovProblem(pointCloud(x, x), pointCloud(turned, turned), { epsilon: 0.2 });
 * const { status, plan, gromovCost } = solveGromov(problem);
 * status; // → 'converged'
 * plan(); // → [[0.33, 0.00, 0.00], [0.00, 0.00, 0.33], [0.00, 0.33, 0.00]]
 * gromovCost < 1e-3; // → true
 * ```
 */
export function solveGromov(problem: GromovProblem, options: SolveGromovOptions = {}): GromovSolution {
  const caller = 'sinkhorn.solveGromov';
  const { executor = defaultExecutor(), linear } = options;
  const run = gromovRun(problem, options, executor, caller);
  let next = run.next();
  while (!next.done) {
    const request = next.value;
    next = run.next(solveFor(caller, request.problem, { ...linear, ...request.options, executor }));
  }
  return concludeGromov(problem, next.value);
}
