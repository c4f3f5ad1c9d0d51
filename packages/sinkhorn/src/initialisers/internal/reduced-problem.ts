import type { Executor, FloatDType, PairwiseCosts } from '@monge/ndarray';
import { onExecutor } from '../../geometry/on-executor.js';
import type { Potentials } from '../../internal/iteration.js';
import { run } from '../../internal/run.js';
import { settings } from '../../internal/settings.js';
import { scale } from '../../internal/sums.js';
import { withMass } from '../../internal/with-mass.js';
import { type LinearProblem, linearProblem } from '../../linear-problem.js';

/** A few sources and targets in the place of many. */
export interface Reduction {
  /** The weights of the sources, [k], and of the targets, [l]. */
  readonly a: Float64Array;
  readonly b: Float64Array;
  /** The costs between them, [k, l]. */
  readonly costs: PairwiseCosts;
  /** The costs between those sources and all targets, [k, m]. */
  readonly toTargets: PairwiseCosts;
}

/** L1 error of the marginals up to which a reduced problem is solved: it is off by more for being reduced. */
const THRESHOLD = 1e-3;

const MOST_ITERATIONS = 2000;

/**
 * The target potential, [m], of a problem at the solution of a reduction of it: g(y) = −ε log Σ_k a_k exp((f_k − c(x_k, y))/ε), the potential that the sources of
 * the reduction give to all targets. O(k·l) an iteration, and O(k·m) once.
 */
export function reducedPotential(
  { epsilon, geometry: { dtype }, tauA, tauB }: LinearProblem,
  { a, b, costs, toTargets }: Reduction,
  executor: Executor,
  caller: string,
): Float64Array {
  const geometry = { kind: 'denseCost', ...onExecutor([a.length, b.length], dtype, () => costs) } as const;
  const problem = linearProblem(geometry, { a, b, epsilon, tauA, tauB });
  const { f } = solveReduced(problem, executor, caller);
  return softTransform(toTargets, dtype, problem, f, executor);
}

/** The potentials of a small problem, as good as it deserves. */
export function solveReduced(problem: LinearProblem, executor: Executor, caller: string): Potentials {
  const iterations = run(
    problem,
    settings(problem, { threshold: THRESHOLD, maxIterations: MOST_ITERATIONS, executor }, caller),
  );
  for (;;) {
    const next = iterations.next();
    if (next.done) return next.value;
  }
}

/** The target potential that a source potential leads to at any targets, −τ_b ε log Σ_k a_k exp((f_k − C_kj)/ε), [m]. */
export function softTransform(
  costs: PairwiseCosts,
  dtype: FloatDType,
  { a, epsilon, tauB }: Pick<LinearProblem, 'a' | 'epsilon' | 'tauB'>,
  f: Float64Array,
  executor: Executor,
): Float64Array {
  const pairwise = executor.pairwise(costs, dtype);
  try {
    const transform = new Float64Array(pairwise.columns);
    pairwise.softmin(0, epsilon, withMass(f, a, epsilon), transform);
    scale(transform, tauB);
    return transform;
  } finally {
    pairwise.release();
  }
}
