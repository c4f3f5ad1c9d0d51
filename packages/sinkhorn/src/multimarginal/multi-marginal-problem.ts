import { type ArrayInput, DomainError, ShapeError } from '@monge/ndarray';
import { deviationOf } from '../geometry/cost-deviation.js';
import { readMeasures } from '../internal/masses.js';
import { jointSpread } from './internal/joint-spread.js';
import type { JointCost, TreeCost } from './joint-cost.js';

export interface MultiMarginalProblemOptions {
  /** a_k, [n_k] each, ≥ 0, all of one total. Default: even ones, of total one. */
  readonly marginals?: readonly ArrayInput[];
  /** Strength of the entropic regularisation, in the units of the cost, > 0. Default 0.05 standard deviations of the costs under the product of the marginals. */
  readonly epsilon?: number;
}

/** The problem of the cheapest joint distribution of K marginals. */
export interface MultiMarginalProblem {
  readonly cost: JointCost;
  /** [n_k] each. */
  readonly marginals: readonly Float64Array[];
  readonly epsilon: number;
}

/** ε as a fraction of the standard deviation of the costs, unless it is given. */
const DEFAULT_EPSILON_SCALE = 0.05;

const caller = 'sinkhorn.multiMarginalProblem';

/**
 * The problem of bringing K measures together at the least cost,
 *
 *   min ⟨P, C⟩ + ε KL(P | a_1 ⊗ … ⊗ a_K)   over P ≥ 0 on tuples with the marginals a_k
 *
 * (Benamou, Carlier, Cuturi, Nenna & Peyré 2015, § 4). Two marginals are the problem of `linearProblem`.
 *
 * @throws {ShapeError} when the marginals do not fit the cost.
 * @throws {DomainError} when a mass is negative, NaN or infinite, all are zero, the totals differ, or ε ≤ 0.
 *
 * @example
 * ```ts
 * import { multiMarginalProblem, tensorCost } from '@monge/sinkhorn/multimarginal';
 *
 * const cost = tensorCost([[[0, 1], [1, 2]], [[1, 2], [2, 0]]]);
 * multiMarginalProblem(cost, { epsilon: 0.1 }).marginals[2]; // → Float64Array [0.5, 0.5]
 * ```
 */
export function multiMarginalProblem(
  cost: JointCost,
  options: MultiMarginalProblemOptions = {},
): MultiMarginalProblem {
  const { marginals: given } = options;
  if (given !== undefined && given.length !== cost.shape.length) {
    throw new ShapeError(
      `${caller}: expected ${cost.shape.length} marginals (one for each axis of the cost), got ${given.length}`,
    );
  }
  const marginals = readMeasures(
    given,
    cost.shape,
    (k) => `marginals[${k}]`,
    'masses along an axis of the cost',
    caller,
  );
  const epsilon = options.epsilon ?? defaultEpsilon(cost, marginals);
  if (!(typeof epsilon === 'number' && epsilon > 0 && epsilon < Infinity)) {
    throw new DomainError(
      `${caller}: expected epsilon in (0, ∞) (strength of the regularisation, in the units of the cost), got ${epsilon}; leave it out for 0.05 standard deviations of the costs`,
    );
  }
  return Object.freeze({ cost, marginals, epsilon });
}

function defaultEpsilon(cost: JointCost, marginals: readonly Float64Array[]): number {
  const given = cost.kind === 'treeCost' ? epsilonOfKernels(cost) : undefined;
  if (given !== undefined) return given;
  const deviation = deviationOf(jointSpread(cost, marginals));
  if (!Number.isFinite(deviation)) {
    throw new DomainError(
      `${caller}: expected costs whose standard deviation is finite (it sets the default epsilon), got ${deviation}; give epsilon, or rescale the costs`,
    );
  }
  return deviation === 0 ? 1 : DEFAULT_EPSILON_SCALE * deviation;
}

/** That at which the costs of all edges were given as kernels. */
function epsilonOfKernels({ edges }: TreeCost): number | undefined {
  const [first, ...others] = edges.map(({ geometry }) =>
    'epsilon' in geometry ? geometry.epsilon : undefined,
  );
  return others.every((epsilon) => epsilon === first) ? first : undefined;
}
