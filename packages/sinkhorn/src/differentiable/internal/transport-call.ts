import { denseOf, type Plain } from '@monge/autodiff/primitive';
import { type FloatData, fromData, MongeError, type NdArray } from '@monge/ndarray';
import type { Cost } from '../../costs/cost.js';
import { denseCost } from '../../geometry/dense-cost.js';
import { pointCloud } from '../../geometry/point-cloud.js';
import type { Limits } from '../../gradients/internal/conjugate-gradients.js';
import { linearProblem } from '../../linear-problem.js';
import type { Solution } from '../../solution.js';
import { solve } from '../../solve.js';
import type { SolveOptions } from '../../solve-options.js';

/** What the primitives of one call have in common besides their inputs. */
export interface TransportCall {
  /** Absent for a matrix of costs. */
  readonly cost: Cost | undefined;
  readonly solveOptions: SolveOptions;
  readonly limits: Limits;
  /** The solution, found when first asked for: every derivative of the call is taken at it. */
  readonly solution: (inputs: readonly Plain[]) => Solution;
}

export function transportCall(
  cost: Cost | undefined,
  solveOptions: SolveOptions,
  limits: Limits,
): TransportCall {
  let found: Solution | undefined;
  return {
    cost,
    solveOptions,
    limits,
    solution: (inputs) => {
      found ??= solved(inputs, cost, solveOptions);
      return found;
    },
  };
}

function solved(inputs: readonly Plain[], cost: Cost | undefined, options: SolveOptions): Solution {
  const arrays = inputs.map(arrayOf);
  const [a, b, epsilon] = arrays.slice(-3);
  const geometry = cost === undefined ? denseCost(arrays[0]) : pointCloud(arrays[0], arrays[1], { cost });
  const solution = solve(linearProblem(geometry, { a, b, epsilon: epsilon.data[0] }), options);
  if (solution.status === 'diverged') {
    throw new MongeError(
      'notConverged',
      'sinkhorn.differentiable: expected a problem whose solution stays within the range of floats, got one that diverged; allow a larger epsilon',
    );
  }
  return solution;
}

function arrayOf(plain: Plain): NdArray<FloatData> {
  const { data, shape } = denseOf(plain);
  // What lies in the arena of a transformation does not outlive it.
  return fromData(data.slice(), shape);
}
