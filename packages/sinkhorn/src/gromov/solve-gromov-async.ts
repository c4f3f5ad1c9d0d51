import { defaultExecutor } from '../internal/default-executor.js';
import { solveForAsync } from '../solve-async.js';
import type { GromovProblem } from './gromov-problem.js';
import type { GromovSolution } from './gromov-solution.js';
import { concludeGromov } from './internal/conclude-gromov.js';
import { gromovRun } from './internal/gromov-run.js';
import type { SolveGromovAsyncOptions } from './solve-gromov-options.js';

/**
 * {@link solveGromov}, handing the thread back: the transport problems are solved by `solveAsync`, on asynchronous executors too, such as a graphics
 * processor. On an executor of the processor the result is that of `solveGromov` to the bit.
 *
 * @throws as {@link solveGromov} and `solveAsync`, by rejecting.
 *
 * @example
 * ```ts
 * import { denseCost } from '@monge/sinkhorn';
 * import { gromovProblem, solveGromovAsync } from '@monge/sinkhorn/gromov';
 *
 * const costs = denseCost([[0, 1, 4], [1, 0, 9], [4, 9, 0]]);
 * const solution = await solveGromovAsync(gromovProblem(costs, costs, { epsilon: 1 }));
 * solution.status; // → 'converged'
 * ```
 */
export async function solveGromovAsync(
  problem: GromovProblem,
  options: SolveGromovAsyncOptions = {},
): Promise<GromovSolution> {
  const caller = 'sinkhorn.solveGromovAsync';
  const { executor = defaultExecutor(), linear } = options;
  const run = gromovRun(problem, options, 'asynchronous' in executor ? defaultExecutor() : executor, caller);
  let next = run.next();
  while (!next.done) {
    const request = next.value;
    next = run.next(
      await solveForAsync(caller, request.problem, { ...linear, ...request.options, executor }),
    );
  }
  return concludeGromov(problem, next.value);
}
