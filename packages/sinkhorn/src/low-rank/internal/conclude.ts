import { type Executor, fromData } from '@monge/ndarray';
import { sum } from '../../internal/sums.js';
import type { LinearProblem } from '../../linear-problem.js';
import type { LowRankSolution } from '../low-rank-solution.js';
import {
  applyFactors,
  type FactoredPlan,
  factoredPlan,
  factoredRows,
  factoredTransport,
} from './factored-plan.js';
import { factor, type Link } from './link.js';
import type { Descent } from './mirror-descent.js';

/** The end of a descent as the record that users get. */
export function conclude(
  problem: LinearProblem,
  [forSources, forTargets]: readonly [Link, Link],
  { errors, g, cost }: Descent,
  threshold: number,
  { name, threads }: Executor,
): LowRankSolution {
  const shares = { q: forSources.shares, r: forTargets.shares };
  const plan: FactoredPlan = { problem, shares, q: factor(forSources), r: factor(forTargets), g };
  const error = errors.at(-1)!;
  return Object.freeze({
    status: Number.isFinite(error) ? (error <= threshold ? 'converged' : 'maxIterations') : 'diverged',
    iterations: errors.length,
    errors,
    marginalErrors: { source: marginalError(forSources), target: marginalError(forTargets) },
    rank: g.length,
    executor: { name, threads },
    q: plan.q,
    r: plan.r,
    g: fromData(g, [g.length]),
    cost,
    mass: sum(g),
    problem,
    plan: () => factoredPlan(plan),
    rows: () => factoredRows(plan),
    apply: (vector, options) => applyFactors(plan, vector, options),
    transport: (options) => factoredTransport(plan, options),
  } satisfies LowRankSolution);
}

/** The marginal is that of the factor, as long as both agree about g. */
function marginalError({ weights, rank, shares }: Link): number {
  let error = 0;
  weights.forEach((weight, i) => {
    let missing = 1;
    for (let at = i * rank; at < (i + 1) * rank; at++) missing -= shares[at];
    error += weight * Math.abs(missing);
  });
  return error / sum(weights);
}
