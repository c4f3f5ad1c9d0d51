import type { GromovProblem } from '../gromov-problem.js';
import type { GromovSolution } from '../gromov-solution.js';
import type { Outcome } from './run-gromov.js';

/** The outcome of a run as the record that users get. */
export function concludeGromov(problem: GromovProblem, outcome: Outcome): GromovSolution {
  const { status, errors, feature, regularisedCost, linear } = outcome;
  // Which rounding may make less than nothing.
  const gromov = Math.max(0, outcome.gromov);
  const { plan, rows, apply, topK, mass, marginalErrors, executor } = linear;
  return Object.freeze({
    status,
    iterations: errors.length,
    errors,
    gromovCost: gromov,
    featureCost: feature,
    cost: problem.alpha * gromov + (1 - problem.alpha) * feature,
    regularisedCost,
    mass,
    marginalErrors,
    executor,
    linear,
    problem,
    plan,
    rows,
    apply,
    topK,
  });
}
