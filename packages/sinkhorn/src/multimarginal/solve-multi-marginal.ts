import {
  AbortedError,
  type ArrayInput,
  DomainError,
  type Executor,
  type FloatDType,
  fromData,
  type NdArray,
  ShapeError,
} from '@monge/ndarray';
import { accelerationFor } from '../internal/acceleration/acceleration-for.js';
import { chosenAcceleration } from '../internal/acceleration/chosen-acceleration.js';
import { defaultExecutor } from '../internal/default-executor.js';
import { ROUNDING } from '../internal/outcome.js';
import { potentialOf } from '../internal/settings.js';
import { dot, relativeDistance, sum } from '../internal/sums.js';
import type { Solution, Status } from '../solution.js';
import type { SolveOptions } from '../solve-options.js';
import type { Joint } from './internal/joint.js';
import { rounds } from './internal/rounds.js';
import { tensorJoint } from './internal/tensor-joint.js';
import { treeJoint } from './internal/tree-joint.js';
import type { MultiMarginalProblem } from './multi-marginal-problem.js';

export interface SolveMultiMarginalOptions
  extends Pick<
    SolveOptions,
    'threshold' | 'maxIterations' | 'acceleration' | 'executor' | 'onProgress' | 'signal'
  > {
  /** Potentials to start from, one [n_k] for each marginal. Default: zeros. */
  readonly init?: { readonly potentials: readonly ArrayInput[] };
}

/** The cheapest joint distribution P of K marginals, P = Π a_k · exp((Σ_k f_k − C)/ε). */
export interface MultiMarginalSolution extends Pick<Solution, 'iterations' | 'errors' | 'epsilon'> {
  readonly status: Status;
  /** L1 errors of the marginals of the returned distribution, over the mass, [K]. */
  readonly marginalErrors: Float64Array;
  /** f_k, [n_k] each, in the units of the cost; only their sum is determined. */
  readonly potentials: readonly NdArray<Float64Array>[];
  /** ⟨P, C⟩ */
  readonly cost: number;
  /** ⟨P, C⟩ + ε KL(P | a_1 ⊗ … ⊗ a_K), what is minimised. */
  readonly regularisedCost: number;
  /** Σ ⟨a_k, f_k⟩ − ε (ΣP − Π Σa_k), what is maximised: a lower bound of the minimum. */
  readonly dualCost: number;
  readonly problem: MultiMarginalProblem;
  /** The joint distribution of two of the marginals, k ≠ l, [n_k, n_l]. On a tree nothing larger than such a matrix is stored. */
  pair(k: number, l: number): NdArray<Float64Array>;
}

const caller = 'sinkhorn.solveMultiMarginal';

/** By how much marginals may be further off than the iteration's, of which a plan has marginals to speak of. */
const LOST_TO_ROUNDING = 0.1;

/**
 * Solves a multi-marginal problem by Sinkhorn's iteration: the potentials are updated in turn, each so that its marginal is exact (Benamou et al. 2015, § 4.1), and a
 * round of updates is what accelerations carry along. The error is the largest of those that a round found, each just before its marginal was made exact; not converging is a status.
 *
 * For costs on a tree a round takes two soft minima an edge in a chain, nearly three in a star, in the log domain: O(Σ n_k n_l d). For a tensor of costs it
 * is 2K passes over a stored tensor without exponentials: O(K Π n_k).
 *
 * @throws {DomainError} when an option is outside of its range, {ShapeError} when `init` does not fit.
 * @throws {AbortedError} when the signal fires; its `partial` is fit for `init`.
 *
 * @example
 * ```ts
 * import { pointCloud } from '@monge/sinkhorn';
 * import { chainCost, multiMarginalProblem, solveMultiMarginal } from '@monge/sinkhorn/multimarginal';
 *
 * const steps = [pointCloud([0, 4], [1, 5]), pointCloud([1, 5], [2, 6])];
 * const solution = solveMultiMarginal(multiMarginalProblem(chainCost(steps), { epsilon: 0.1 }), { threshold: 1e-9 });
 * solution.cost.toFixed(6); // → '2.000000'
 * solution.pair(0, 2); // → [[0.5000, 0.0000], [0.0000, 0.5000]]
 * ```
 */
export function solveMultiMarginal(
  problem: MultiMarginalProblem,
  options: SolveMultiMarginalOptions = {},
): MultiMarginalSolution {
  const { threshold = 1e-3, maxIterations = 2000, acceleration = 'anderson' } = options;
  const { executor = defaultExecutor(), init, onProgress, signal } = options;
  expect(
    threshold >= 0 && threshold < Infinity,
    'threshold in [0, ∞) (L1 error of the marginals at which to stop)',
    threshold,
  );
  expect(
    Number.isInteger(maxIterations) && maxIterations >= 1,
    'maxIterations a whole number ≥ 1',
    maxIterations,
  );
  const { marginals, epsilon } = problem;
  const potentials = startOf(problem, init);
  if (signal?.aborted) throw aborted(0, potentials, signal.reason);
  const joint = jointOf(problem, executor);
  try {
    const { place, weights, step } = rounds(joint, marginals, epsilon, potentials);
    const steering = accelerationFor({ b: weights }, chosenAcceleration(acceleration, caller));
    const errors: number[] = [];
    for (;;) {
      const findings = step();
      const { error } = findings;
      errors.push(error);
      onProgress?.({ iteration: errors.length, maxIterations, error, threshold, epsilon });
      if (signal?.aborted) throw aborted(errors.length, potentials, signal.reason);
      if (!(error > threshold)) break;
      if (errors.length >= maxIterations) {
        const resort = steering.resort(findings);
        if (resort !== undefined) {
          place.g.set(resort);
          step();
        }
        break;
      }
      steering.advance(place, findings);
    }
    return concluded(problem, joint, potentials, Float64Array.from(errors), { threshold, executor });
  } finally {
    joint.release();
  }
}

function jointOf({ cost, marginals, epsilon }: MultiMarginalProblem, executor: Executor): Joint {
  return cost.kind === 'treeCost'
    ? treeJoint(cost, marginals, epsilon, executor)
    : tensorJoint(cost, marginals, epsilon);
}

function startOf(
  { marginals }: MultiMarginalProblem,
  init: SolveMultiMarginalOptions['init'],
): readonly Float64Array[] {
  if (init !== undefined && init.potentials.length !== marginals.length) {
    throw new ShapeError(
      `${caller}: expected init.potentials of ${marginals.length} potentials (one for each marginal), got ${init.potentials.length}`,
    );
  }
  return marginals.map(
    ({ length }, k) =>
      potentialOf(init?.potentials[k], length, `init.potentials[${k}]`, caller)?.slice() ??
      new Float64Array(length),
  );
}

function aborted(iterations: number, potentials: readonly Float64Array[], cause: unknown): AbortedError {
  const partial = {
    potentials: potentials.map((potential) => fromData(potential.slice(), [potential.length])),
  };
  return new AbortedError(
    `${caller}: aborted after ${iterations} rounds; \`partial\` has the potentials, to go on from as \`init\``,
    partial,
    { cause },
  );
}

function concluded(
  problem: MultiMarginalProblem,
  joint: Joint,
  potentials: readonly Float64Array[],
  errors: Float64Array,
  { threshold, executor }: { readonly threshold: number; readonly executor: Executor },
): MultiMarginalSolution {
  const { marginals, epsilon } = problem;
  const found = joint.totals(potentials);
  const marginalErrors = Float64Array.from(marginals, (marginal, k) =>
    relativeDistance(found.marginals[k], marginal),
  );
  const product = marginals.reduce((total, marginal) => total * sum(marginal), 1);
  const unmatched = epsilon * (sum(found.marginals[0]) - product);
  const along = (measures: readonly Float64Array[]) =>
    measures.reduce((total, measure, k) => total + dot(measure, potentials[k]), 0);
  return Object.freeze<MultiMarginalSolution>({
    status: statusOf(errors[errors.length - 1], marginalErrors, threshold, joint.dtype),
    iterations: errors.length,
    errors,
    epsilon,
    marginalErrors,
    potentials: potentials.map((potential) => fromData(potential, [potential.length])),
    cost: found.cost,
    // KL(P | Π a) = (⟨P, Σ f⟩ − ⟨P, C⟩)/ε − ΣP + Π Σa, so that ⟨P, C⟩ cancels.
    regularisedCost: along(found.marginals) - unmatched,
    dualCost: along(marginals) - unmatched,
    problem,
    pair(k, l) {
      refuseUnlessTwo(k, l, marginals.length);
      const again = jointOf(problem, executor);
      try {
        return fromData(again.pair(potentials, k, l), [marginals[k].length, marginals[l].length]);
      } finally {
        again.release();
      }
    },
  });
}

function statusOf(error: number, marginalErrors: Float64Array, threshold: number, dtype: FloatDType): Status {
  const { length } = marginalErrors;
  const largest = marginalErrors.reduce((most, one) => Math.max(most, one), 0);
  // Each update of a round has moved all marginals but its own; what is further off has been lost to rounding.
  if (!(largest <= length * error + LOST_TO_ROUNDING) || error === Infinity) return 'diverged';
  return error <= threshold && largest <= length * threshold + ROUNDING[dtype]
    ? 'converged'
    : 'maxIterations';
}

function refuseUnlessTwo(k: number, l: number, count: number): void {
  const isMarginal = (index: number) => Number.isInteger(index) && index >= 0 && index < count;
  if (isMarginal(k) && isMarginal(l) && k !== l) return;
  throw new DomainError(
    `solution.pair: expected two different marginals of 0 … ${count - 1}, got ${k} and ${l}`,
  );
}

function expect(condition: boolean, expected: string, got: unknown): void {
  if (!condition) throw new DomainError(`${caller}: expected ${expected}, got ${String(got)}`);
}
