import { type Pairwise, UnsupportedError } from '@monge/ndarray';
import { conclude } from '../internal/conclude.js';
import { drive } from '../internal/drive.js';
import { initialised } from '../internal/initialised.js';
import type { Potentials } from '../internal/iteration.js';
import { type Outcome, statusOf } from '../internal/outcome.js';
import { isBalanced } from '../internal/relaxation.js';
import { refuseIfAborted, report } from '../internal/report.js';
import { requireProblem } from '../internal/require-problem.js';
import { measure, type Step } from '../internal/run.js';
import { type Settings, settings } from '../internal/settings.js';
import { sum } from '../internal/sums.js';
import { withMass } from '../internal/with-mass.js';
import type { LinearProblem } from '../linear-problem.js';
import type { Solution } from '../solution.js';
import type { SolveOptions } from '../solve-options.js';
import { greedyScaling } from './greedy-scaling.js';

/** The options of a solve that have a meaning here. */
export type SolveGreedilyOptions = Pick<
  SolveOptions,
  'threshold' | 'maxIterations' | 'init' | 'initialiser' | 'executor' | 'onProgress' | 'signal'
>;

const caller = 'sinkhorn.solveGreedily';

/** Entries of the largest plan that is stored, twice. */
const LARGEST = 2 ** 27;

/**
 * Solves an entropic optimal transport problem by the greedy variant of Sinkhorn's iteration (Altschuler, Weed & Rigollet 2017, "Near-linear time approximation algorithms for optimal
 * transport via Sinkhorn iteration", Algorithm 4, Greenkhorn): each update rescales one row or one column, that for which the dual value rises most.
 *
 * An `iteration` here is n + m updates, about the work of one of {@link solve}; `errors` are of both marginals, Σ |P 1 − a| + Σ |Pᵀ 1 − b| over the mass. For comparison, and for
 * problems of which a few points only are far from their marginals, as after a change of some weights: elsewhere {@link solve} is faster, since its kernels are.
 *
 * O(n + m) an update. Stores the plan twice, in float64.
 *
 * @throws {UnsupportedError} when the problem is unbalanced, or has more than 2²⁷ pairs; and as {@link solve}.
 *
 * @example
 * ```ts
 * import { denseCost, linearProblem, solveGreedily } from '@monge/sinkhorn';
 *
 * const problem = linearProblem(denseCost([[0, 1], [1, 0]]), { a: [0.3, 0.7], epsilon: 0.1 });
 * solveGreedily(problem, { threshold: 1e-9 }).status; // → 'converged'
 * ```
 */
export function solveGreedily(problem: LinearProblem, options: SolveGreedilyOptions = {}): Solution {
  requireProblem(problem, caller);
  refuseUnlessGreedy(problem);
  const chosen = settings(problem, { ...options, mode: 'kernel', acceleration: 'none' }, caller);
  refuseIfAborted(problem, chosen, options);
  const iterations = runGreedily(problem, initialised(problem, chosen, options));
  return conclude(
    problem,
    chosen,
    drive(iterations, (step) => report(step, options, caller)),
  );
}

function* runGreedily(problem: LinearProblem, settings: Settings): Generator<Step, Outcome> {
  const { a, b, epsilon, geometry } = problem;
  const { threshold, maxIterations, executor } = settings;
  const pairwise = geometry.pairwise(executor);
  const mass = sum(a);
  try {
    const scaling = greedyScaling(problem, pairwise, startingPotentials(problem, settings, pairwise));
    const errors: number[] = [];
    for (;;) {
      const error = sweep();
      errors.push(error);
      const progress = { iteration: errors.length, maxIterations, error, threshold, epsilon };
      yield { progress, potentials: scaling.potentials };
      if (error > threshold && errors.length < maxIterations) continue;
      const potentials = scaling.potentials();
      const measured = measure(problem, pairwise, potentials);
      const status = statusOf(error, measured, threshold, geometry.dtype);
      return { ...potentials, ...measured, status, errors: Float64Array.from(errors) };
    }

    /** n + m updates, or as many as are needed. What they have kept account of is summed up anew before it counts. */
    function sweep(): number {
      for (let update = 0; update < a.length + b.length; update++) {
        if (!(scaling.distance() > threshold * mass)) break;
        scaling.update();
      }
      scaling.recount();
      return scaling.distance() / mass;
    }
  } finally {
    pairwise.release();
  }
}

/** The potentials to start from, with row sums that are exact: no row can have underflowed then. */
function startingPotentials(
  { a, b, epsilon }: LinearProblem,
  { f, g }: Settings,
  pairwise: Pairwise,
): Potentials {
  const target = g?.slice() ?? new Float64Array(b.length);
  if (g === undefined && f !== undefined) pairwise.softmin(0, epsilon, withMass(f, a, epsilon), target);
  const source = new Float64Array(a.length);
  pairwise.softmin(1, epsilon, withMass(target, b, epsilon), source);
  return { f: source, g: target };
}

function refuseUnlessGreedy(problem: LinearProblem): void {
  const { geometry, tauA, tauB } = problem;
  const [n, m] = geometry.shape;
  if (!isBalanced(problem)) {
    throw new UnsupportedError(
      `${caller}: expected a problem whose plan is to meet both marginals (tauA = tauB = 1), got tauA = ${tauA} and tauB = ${tauB}; use solve`,
    );
  }
  if (n * m > LARGEST) {
    throw new UnsupportedError(
      `${caller}: expected at most ${LARGEST} pairs (the plan is stored), got ${n} × ${m}; use solve with mode 'log'`,
    );
  }
}
