import { denseOf, type Plain } from '@monge/autodiff/primitive';
import { type FloatData, fromData, MongeError, type NdArray } from '@monge/ndarray';
import { denseCost } from '../../geometry/dense-cost.js';
import { pointCloud } from '../../geometry/point-cloud.js';
import type { Limits } from '../../gradients/internal/conjugate-gradients.js';
import { type LinearProblem, linearProblem } from '../../linear-problem.js';
import type { Solution } from '../../solution.js';
import { solve } from '../../solve.js';
import type { SolveOptions } from '../../solve-options.js';
import type { ProblemKind } from './parts.js';

/** What the primitives of one call have in common besides their inputs. */
export interface TransportCall extends ProblemKind {
  readonly solveOptions: SolveOptions;
  readonly limits: Limits;
  /** The solution, found when first asked for: every derivative of the call is taken at it. */
  readonly solution: (inputs: readonly Plain[]) => Solution;
}

/** @param solver `solve`, or `solveSymmetric` for a measure against itself. */
export function transportCall(
  { cost, tauA, tauB }: ProblemKind,
  solveOptions: SolveOptions,
  limits: Limits,
  solver: (problem: LinearProblem, options: SolveOptions) => Solution = solve,
): TransportCall {
  const kind = { cost, tauA, tauB };
  let found: Solution | undefined;
  return {
    ...kind,
    solveOptions,
    limits,
    solution: (inputs) => {
      found ??= checked(solver(problemOf(inputs, kind), solveOptions));
      return found;
    },
  };
}

function problemOf(inputs: readonly Plain[], { cost, tauA, tauB }: ProblemKind): LinearProblem {
  const arrays = inputs.map(arrayOf);
  const [a, b, epsilon] = arrays.slice(-3);
  const geometry = cost === undefined ? denseCost(arrays[0]) : pointCloud(arrays[0], arrays[1], { cost });
  return linearProblem(geometry, { a, b, epsilon: epsilon.data[0], tauA, tauB });
}

function checked(solution: Solution): Solution {
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
