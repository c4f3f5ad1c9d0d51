import type { LinearProblem } from '../linear-problem.js';
import type { Solution } from '../solution.js';
import type { SolveBatchOptions } from './batch-options.js';
import type { BatchSolution } from './batch-solution.js';
import { gather } from './internal/gather.js';
import { refuseIfAborted, refuseUnlessBatch } from './internal/refuse.js';
import { runBatch } from './internal/run-batch.js';

/**
 * Solves many small problems in one call: of any sizes, each with its ε, its marginals to meet or not, and its own end. A problem is solved as `solve` would, and
 * its solution does not depend on the others in the batch.
 *
 * Problems of up to 65 536 pairs run on kernels of their own, one after the other in memory that stays in the cache, with everything of a half-step in one call;
 * in float64, whatever the dtype of the points. They run on the calling thread. Larger ones, sparse costs, `mode: 'log'` and `epsilonScaling` take
 * the way of `solve`, and so do all problems without WebAssembly and those that leave the range of floats. O(n·m) an iteration and problem.
 *
 * @throws {DomainError} when there is no problem, or an option is outside of its range; {ShapeError} when `init` does not fit.
 * @throws {AbortedError} when the signal fires, with the `solutions` so far as `partial`.
 *
 * @example
 * ```ts
 * import { linearProblems, pointClouds, solveBatch } from '@monge/sinkhorn/batch';
 *
 * const clouds = pointClouds([[[0, 0], [1, 0]], [[2, 0]]], [[[0, 1]], [[0, 1], [4, 1]]]);
 * const batch = solveBatch(linearProblems(clouds, { epsilon: 0.1 }), { threshold: 1e-9 });
 * batch.status; // → 'converged'
 * batch.cost; // → [1.50, 5.00]
 * batch.solutions[0].plan(); // → [[0.50], [0.50]]
 * ```
 */
export function solveBatch(
  problems: readonly LinearProblem[],
  options: SolveBatchOptions = {},
): BatchSolution {
  const caller = 'sinkhorn.solveBatch';
  refuseUnlessBatch(caller, problems, options);
  const { onProgress, signal } = options;
  const solutions: Solution[] = [];
  refuseIfAborted(caller, signal, solutions);
  for (const found of runBatch(problems, options, caller)) {
    if ('status' in found) {
      solutions.push(found);
      onProgress?.({ solved: solutions.length, size: problems.length });
    }
    refuseIfAborted(caller, signal, solutions);
  }
  return gather(solutions);
}
