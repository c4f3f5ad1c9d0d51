import { AbortedError, DomainError, type Executor, UnsupportedError } from '@monge/ndarray';
import { defaultExecutor } from '../internal/default-executor.js';
import { drive } from '../internal/drive.js';
import { isBalanced } from '../internal/relaxation.js';
import { requireProblem } from '../internal/require-problem.js';
import type { LinearProblem } from '../linear-problem.js';
import { factorInitialisersByName } from './factor-initialiser-by-name.js';
import { type PlanFactors, readShares } from './factors.js';
import { conclude } from './internal/conclude.js';
import { createLink, factor, type Link } from './internal/link.js';
import { mirrorDescent } from './internal/mirror-descent.js';
import type { LowRankOptions } from './low-rank-options.js';
import type { LowRankSolution } from './low-rank-solution.js';

const CALLER = 'sinkhorn.solveLowRank';

/**
 * Optimal transport by way of a few latent points: minimises ⟨P, C⟩ over the plans of non-negative rank r at most,
 *
 *   P = Q diag(1/g) Rᵀ,  Q 1 = a,  R 1 = b,  Qᵀ 1 = Rᵀ 1 = g,
 *
 * (Scetbon, Cuturi & Peyré 2021, "Low-Rank Sinkhorn Factorization"). The rank takes the place of entropy as what makes the problem tractable: the problem's ε is not used. For many points
 * whose plan is needed as a whole: nothing of size n·m is stored. Between a measure and itself, squared Euclidean, it is k-means (Scetbon & Cuturi 2022).
 *
 * The cost is never below that of {@link solveExactly}, and can reach it at rank min(n, m); at rank 1 the plan is a ⊗ b. The problem is not convex: what is found is a stationary
 * plan that depends on the start, and on the order of points for some of these. Not getting there is a status.
 *
 * O((n + m) r) memory; O((n + m) r p) an iteration for costs with p factors, that is squared Euclidean ones in p − 2 dimensions and {@link lowRankCost}, O(n·m·r) for others,
 * which are computed row by row; some ten projections of O((n + m) r) in each.
 *
 * @throws {DomainError} when an option is outside of its range; {ShapeError} when `init` does not fit.
 * @throws {UnsupportedError} when the problem is unbalanced or costs are infinite, and as the initialiser.
 * @throws {AbortedError} when the signal fires.
 *
 * @example
 * ```ts
 * import { linearProblem, pointCloud } from '@monge/sinkhorn';
 * import { solveLowRank } from '@monge/sinkhorn/low-rank';
 *
 * const problem = linearProblem(pointCloud([0, 1, 10, 11], [2, 3, 12, 13]));
 * const { status, g, cost } = solveLowRank(problem, { rank: 2 });
 * status; // → 'converged'
 * g; // → [0.50, 0.50]
 * cost.toFixed(3); // → '4.500'
 * ```
 */
export function solveLowRank(problem: LinearProblem, options: LowRankOptions): LowRankSolution {
  requireProblem(problem, CALLER);
  const {
    rank,
    threshold = 1e-3,
    maxIterations = 500,
    executor = defaultExecutor(),
    onProgress,
    signal,
  } = options;
  expect(
    Number.isInteger(rank) && rank >= 1,
    'rank a whole number ≥ 1 (how many latent points the mass goes by)',
    rank,
  );
  expect(
    threshold >= 0 && threshold < Infinity,
    'threshold in [0, ∞) (duality gap at which to stop, in standard deviations of the costs)',
    threshold,
  );
  expect(
    Number.isInteger(maxIterations) && maxIterations >= 1,
    'maxIterations a whole number ≥ 1',
    maxIterations,
  );
  if ('asynchronous' in executor) {
    throw new UnsupportedError(
      `${CALLER}: expected an executor whose kernels are done when they return, got ${executor.name}, whose kernels finish later`,
    );
  }
  if (!isBalanced(problem)) {
    throw new UnsupportedError(
      `${CALLER}: expected a problem whose plan is to meet both marginals (tauA = tauB = 1), got tauA = ${problem.tauA} and tauB = ${problem.tauB}; use solve`,
    );
  }
  const refuseIfAborted = (iterations: number, partial: () => PlanFactors | undefined) => {
    if (!signal?.aborted) return;
    throw new AbortedError(
      `${CALLER}: aborted after ${iterations} iterations; \`partial\` has the factors, to go on from as \`init\``,
      partial(),
      { cause: signal.reason },
    );
  };
  refuseIfAborted(0, () => options.init);
  const start = startingFactors(problem, options, executor);
  const links: readonly [Link, Link] = [
    createLink(problem.a, rank, readShares(start.q, 'q', problem.a, rank)),
    createLink(problem.b, rank, readShares(start.r, 'r', problem.b, rank)),
  ];
  let iteration = 0;
  const descent = drive(mirrorDescent(problem, links, executor, { threshold, maxIterations }), (step) => {
    iteration++;
    onProgress?.({ iteration, maxIterations, threshold, ...step });
    refuseIfAborted(iteration, () => ({ q: factor(links[0]), r: factor(links[1]) }));
  });
  return conclude(problem, links, descent, threshold, executor);
}

function startingFactors(
  problem: LinearProblem,
  { rank, init, initialiser }: LowRankOptions,
  executor: Executor,
): PlanFactors {
  if (init !== undefined) {
    if (initialiser === undefined) return init;
    throw new DomainError(
      `${CALLER}: expected init (factors to start from) or initialiser (a function that makes them), got both; leave one out`,
    );
  }
  const chosen = initialiser ?? 'auto';
  const known = typeof chosen !== 'string' || Object.hasOwn(factorInitialisersByName, chosen);
  const initialise = typeof chosen === 'string' ? factorInitialisersByName[chosen] : chosen;
  if (!known || typeof initialise !== 'function') {
    const names = Object.keys(factorInitialisersByName).map((name) => `'${name}'`);
    throw new DomainError(
      `${CALLER}: expected initialiser a function, or one of ${names.join(', ')}, got ${String(chosen)}`,
    );
  }
  return initialise(problem, rank, { executor });
}

function expect(condition: boolean, expected: string, got: unknown): void {
  if (!condition) throw new DomainError(`${CALLER}: expected ${expected}, got ${String(got)}`);
}
