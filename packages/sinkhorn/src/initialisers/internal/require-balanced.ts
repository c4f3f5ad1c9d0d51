import { UnsupportedError } from '@monge/ndarray';
import { isBalanced } from '../../internal/relaxation.js';
import type { LinearProblem } from '../../linear-problem.js';

/** @throws {UnsupportedError} when a marginal may give way. */
export function requireBalanced(problem: LinearProblem, caller: string): void {
  if (isBalanced(problem)) return;
  throw new UnsupportedError(
    `${caller}: expected a balanced problem (both marginals are met by the potentials it knows), got tauA ${problem.tauA} and tauB ${problem.tauB}; use ` +
      "kMeansInitialiser, subsampleInitialiser or 'auto'",
  );
}
