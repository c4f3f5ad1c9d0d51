import { type Outcome, statusOf } from '../internal/outcome.js';
import { measure, type Step } from '../internal/run.js';
import type { Settings } from '../internal/settings.js';
import type { LinearProblem } from '../linear-problem.js';
import { symmetricIteration } from './symmetric-iteration.js';

/** The whole solve of a measure against itself, as a generator that yields after each iteration: for synchronous and asynchronous drivers alike. */
export function* runSymmetric(
  problem: LinearProblem,
  { executor, mode, threshold, maxIterations }: Settings,
): Generator<Step, Outcome> {
  const { a, epsilon, geometry } = problem;
  const pairwise = geometry.pairwise(executor);
  try {
    const iteration = symmetricIteration(problem, pairwise, mode, new Float64Array(a.length));
    const potentials = () => ({ f: iteration.potential(), g: iteration.potential() });
    const errors: number[] = [];
    for (let error = Infinity; error > threshold && errors.length < maxIterations; ) {
      error = iteration.step();
      errors.push(error);
      const progress = { iteration: errors.length, maxIterations, error, threshold, epsilon };
      yield { progress, potentials };
    }
    const reached = potentials();
    const measured = measure(problem, pairwise, reached);
    const status = statusOf(errors.at(-1)!, measured, threshold, geometry.dtype);
    return { ...reached, ...measured, status, errors: Float64Array.from(errors) };
  } finally {
    pairwise.release();
  }
}
