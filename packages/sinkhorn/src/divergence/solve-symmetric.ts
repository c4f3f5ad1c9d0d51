import { conclude } from '../internal/conclude.js';
import { drive } from '../internal/drive.js';
import { refuseIfAborted, report } from '../internal/report.js';
import { settings } from '../internal/settings.js';
import type { LinearProblem } from '../linear-problem.js';
import type { Solution } from '../solution.js';
import type { SolveOptions } from '../solve-options.js';
import { requireSymmetric } from './require-symmetric.js';
import { runSymmetric } from './run-symmetric.js';

export type SolveSymmetricOptions = Pick<
  SolveOptions,
  'threshold' | 'maxIterations' | 'mode' | 'executor' | 'onProgress' | 'signal'
>;

/**
 * Solves the problem of a measure against itself, whose two potentials are one: `f` and `g` of the solution are equal, exactly, which also
 * fixes the constant that is free between them. The plan is that of {@link solve}.
 *
 * Balanced or unbalanced. Averaged iterations p ← ½ (T(p) + T(T(p))) divide the error by eight or more each, however small ε is, where exp(−C/ε) is positive
 * definite, as it is for the squared and plain Euclidean, cosine and city-block costs: a handful of iterations, O(n²) each. (Feydy
 * et al. 2019, § 3.3; `symmetric-iteration.ts` has the argument.) For other symmetric costs `solve` may be quicker.
 *
 * @param problem its costs symmetric, and the weights of both sides the same.
 * @throws {ShapeError} when there are not as many sources as targets.
 * @throws {DomainError} when the weights, points or τ of the two sides differ, or the costs are not symmetric, and as {@link solve}.
 * @throws {AbortedError} when the signal fires.
 *
 * @example
 * ```ts
 * import { linearProblem, pointCloud, solveSymmetric } from '@monge/sinkhorn';
 *
 * const x = [0, 1, 3];
 * const a = [0.5, 0.25, 0.25];
 * const { f, g, status } = solveSymmetric(linearProblem(pointCloud(x, x), { a, b: a, epsilon: 1 }));
 * status; // → 'converged'
 * f.get(0) === g.get(0); // → true
 * ```
 */
export function solveSymmetric(problem: LinearProblem, options: SolveSymmetricOptions = {}): Solution {
  return solveSymmetricFor('sinkhorn.solveSymmetric', problem, options);
}

/** {@link solveSymmetric} for another function, which errors name. */
export function solveSymmetricFor(
  caller: string,
  problem: LinearProblem,
  options: SolveSymmetricOptions,
): Solution {
  requireSymmetric(problem, caller);
  const chosen = settings(problem, options, caller);
  refuseIfAborted(problem, chosen, options);
  const iterations = runSymmetric(problem, chosen);
  return conclude(
    problem,
    chosen,
    drive(iterations, (step) => report(step, options, caller)),
  );
}
