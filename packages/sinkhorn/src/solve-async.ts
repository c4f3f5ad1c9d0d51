import { conclude } from './internal/conclude.js';
import { nextTask } from './internal/next-task.js';
import { refuseIfAborted, report } from './internal/report.js';
import { run } from './internal/run.js';
import { settings } from './internal/settings.js';
import type { LinearProblem } from './linear-problem.js';
import type { Solution } from './solution.js';
import type { SolveOptions } from './solve-options.js';

/** How long the thread is kept at a time, in milliseconds: two frames of a page. */
const TURN = 30;

/**
 * The same as {@link solve}, with the same result to the bit, handing the thread back every few tens of milliseconds: pages stay alive,
 * progress is drawn, and a signal can fire from outside.
 *
 * @throws as {@link solve}, by rejecting.
 *
 * @example
 * ```ts
 * import { denseCost, linearProblem, solveAsync } from '@monge/sinkhorn';
 *
 * const solution = await solveAsync(linearProblem(denseCost([[0, 1], [1, 0]]), { epsilon: 0.1 }));
 * solution.status; // → 'converged'
 * ```
 */
export async function solveAsync(problem: LinearProblem, options: SolveOptions = {}): Promise<Solution> {
  const chosen = settings(problem, options);
  refuseIfAborted(problem, chosen, options);
  const iterations = run(problem, chosen);
  let turn = performance.now();
  for (;;) {
    const next = iterations.next();
    if (next.done) return conclude(problem, chosen, next.value);
    try {
      if (performance.now() - turn > TURN) {
        await nextTask();
        turn = performance.now();
      }
      report(next.value, options);
    } catch (error) {
      // Through the generator, which gives its memory back.
      iterations.throw(error);
    }
  }
}
