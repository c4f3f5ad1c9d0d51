import { DomainError, ShapeError } from '@monge/ndarray';
import { requireProblem } from '../internal/require-problem.js';
import type { LinearProblem } from '../linear-problem.js';

/**
 * Refuses problems that are not those of a measure against itself.
 *
 * @throws {ShapeError} when there are not as many sources as targets.
 * @throws {DomainError} when the weights, points or τ of the two sides differ, or the costs are not symmetric.
 */
export function requireSymmetric(problem: LinearProblem, caller: string): void {
  requireProblem(problem, caller);
  const { geometry, a, b, tauA, tauB } = problem;
  const [n, m] = geometry.shape;
  if (n !== m) {
    throw new ShapeError(
      `${caller}: expected as many targets as sources (they are the same points), got costs of shape [${n}, ${m}]; use solve`,
    );
  }
  for (let i = 0; i < n; i++) {
    if (a[i] === b[i]) continue;
    throw new DomainError(
      `${caller}: expected a and b equal (they weigh the same points), got ${a[i]} and ${b[i]} at ${i}; use solve`,
    );
  }
  if (tauA !== tauB) {
    throw new DomainError(
      `${caller}: expected tauA and tauB equal (the two sides are one), got ${tauA} and ${tauB}; use solve`,
    );
  }
  const asymmetry = geometry.asymmetry();
  if (asymmetry !== undefined) throw new DomainError(`${caller}: expected ${asymmetry}; use solve`);
}
