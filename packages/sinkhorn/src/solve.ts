import { conclude } from './internal/conclude.js';
import { drive } from './internal/drive.js';
import { initialised } from './internal/initialised.js';
import { refuseIfAborted, report } from './internal/report.js';
import { run } from './internal/run.js';
import { settings } from './internal/settings.js';
import type { LinearProblem } from './linear-problem.js';
import type { Solution } from './solution.js';
import type { SolveOptions } from './solve-options.js';

/**
 * Solves an entropic optimal transport problem by Sinkhorn's iteration (Cuturi 2013; Peyré & Cuturi 2019, § 4.2 and § 4.4), on the
 * caller's thread; {@link solveAsync} does the same and lets other work in between.
 *
 * Not converging is a status of the solution. O(n·m) an iteration; the number of iterations grows like the scale of the costs over ε.
 *
 * @throws {DomainError} when an option is outside of its range, {ShapeError} when `init` does not fit.
 * @throws {AbortedError} when the signal fires.
 *
 * @example
 * ```ts
 * import { denseCost, linearProblem, solve } from '@monge/sinkhorn';
 *
 * const problem = linearProblem(denseCost([[0, 1], [1, 0]]), { a: [0.3, 0.7], epsilon: 0.1 });
 * solve(problem, { threshold: 1e-9 }).status; // → 'converged'
 * ```
 */
export function solve(problem: LinearProblem, options: SolveOptions = {}): Solution {
  return solveFor('sinkhorn.solve', problem, options);
}

/** {@link solve} for another function, which errors name. */
export function solveFor(caller: string, problem: LinearProblem, options: SolveOptions): Solution {
  const chosen = settings(problem, options, caller);
  refuseIfAborted(problem, chosen, options);
  const iterations = run(problem, initialised(problem, chosen, options));
  return conclude(
    problem,
    chosen,
    drive(iterations, (step) => report(step, options, caller)),
  );
}
