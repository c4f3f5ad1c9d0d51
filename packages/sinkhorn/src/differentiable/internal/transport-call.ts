import { denseOf, type Plain } from '@monge/autodiff/primitive';
import { type FloatData, fromData, type NdArray } from '@monge/ndarray';
import { denseCost } from '../../geometry/dense-cost.js';
import { pointCloud } from '../../geometry/point-cloud.js';
import type { Limits } from '../../gradients/internal/conjugate-gradients.js';
import { refuseDiverged } from '../../gradients/internal/refuse-diverged.js';
import { type LinearProblem, linearProblem } from '../../linear-problem.js';
import type { Solution } from '../../solution.js';
import { solveFor } from '../../solve.js';
import type { SolveOptions } from '../../solve-options.js';
import type { ProblemKind } from './parts.js';

/** What the primitives of one call have in common besides their inputs. */
export interface TransportCall extends ProblemKind {
  /** What was called, as errors name it. */
  readonly caller: string;
  readonly solveOptions: SolveOptions;
  readonly limits: Limits;
  /** Called with the solution. */
  readonly onSolution: ((solution: Solution) => void) | undefined;
  /** The solution, found when first asked for: every derivative of the call is taken at it. */
  readonly solution: (inputs: readonly Plain[]) => Solution;
}

/** @param solver that of `solve`, or of `solveSymmetric` for a measure against itself. */
export function transportCall(
  of: Omit<TransportCall, 'solution'>,
  solver: (caller: string, problem: LinearProblem, options: SolveOptions) => Solution = solveFor,
): TransportCall {
  const { caller, solveOptions, onSolution } = of;
  let found: Solution | undefined;
  return {
    ...of,
    solution: (inputs) => {
      if (found === undefined) {
        found = solver(caller, problemOf(inputs, of), solveOptions);
        refuseDiverged(found, caller);
        onSolution?.(found);
      }
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

function arrayOf(plain: Plain): NdArray<FloatData> {
  const { data, shape } = denseOf(plain);
  // What lies in the arena of a transformation does not outlive it.
  return fromData(data.slice(), shape);
}
