import { DomainError, type PairwiseCosts, ShapeError } from '@monge/ndarray';
import { conclude } from '../internal/conclude.js';
import { statusOf } from '../internal/outcome.js';
import { refuseIfAborted, report } from '../internal/report.js';
import { measure } from '../internal/run.js';
import { settings } from '../internal/settings.js';
import type { LinearProblem } from '../linear-problem.js';
import type { Solution } from '../solution.js';
import type { SolveOptions } from '../solve-options.js';
import { symmetricIteration } from './symmetric-iteration.js';

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
  refuseUnlessSymmetric(problem);
  const chosen = settings(problem, options);
  refuseIfAborted(problem, chosen, options);
  const { a, epsilon, geometry } = problem;
  const { executor, mode, threshold, maxIterations } = chosen;
  const pairwise = executor.pairwise(geometry.costs(), geometry.dtype);
  try {
    const iteration = symmetricIteration(problem, pairwise, mode, new Float64Array(a.length));
    const potentials = () => ({ f: iteration.potential(), g: iteration.potential() });
    const errors: number[] = [];
    for (let error = Infinity; error > threshold && errors.length < maxIterations; ) {
      error = iteration.step();
      errors.push(error);
      const progress = { iteration: errors.length, maxIterations, error, threshold, epsilon };
      report({ progress, potentials }, options);
    }
    const reached = potentials();
    const measured = measure(problem, pairwise, reached);
    const status = statusOf(errors.at(-1)!, measured, threshold, geometry.dtype);
    return conclude(problem, chosen, { ...reached, ...measured, status, errors: Float64Array.from(errors) });
  } finally {
    pairwise.release();
  }
}

const caller = 'sinkhorn.solveSymmetric';

function refuseUnlessSymmetric({ geometry, a, b, tauA, tauB }: LinearProblem): void {
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
  refuseUnlessSymmetricCosts(geometry.costs(), n);
}

/** Costs C_ij and C_ji may differ by rounding, which is this fraction of the largest. */
const ROUNDING = 1e-6;

function refuseUnlessSymmetricCosts(costs: PairwiseCosts, n: number): void {
  if (costs.kind !== 'stored') {
    const at = costs.x.findIndex((value, k) => value !== costs.y[k]);
    if (at < 0) return;
    const point = Math.floor(at / costs.dimension);
    throw new DomainError(
      `${caller}: expected the same points as sources and targets, got others at row ${point}; use solve`,
    );
  }
  const matrix = costs.costs;
  let largest = 0;
  for (const value of matrix) largest = Math.max(largest, Math.abs(value));
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) {
      const [value, mirrored] = [matrix[i * n + j], matrix[j * n + i]];
      if (Math.abs(value - mirrored) <= ROUNDING * largest) continue;
      throw new DomainError(
        `${caller}: expected symmetric costs, got ${value} at [${i}, ${j}] and ${mirrored} at [${j}, ${i}]; use solve`,
      );
    }
  }
}
