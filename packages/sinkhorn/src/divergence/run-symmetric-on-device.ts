import type { DeviceWorkbench } from '../internal/device-workbench.js';
import { type Outcome, statusOf } from '../internal/outcome.js';
import { relaxation } from '../internal/relaxation.js';
import { measureOnDevice, type Stretch } from '../internal/run-on-device.js';
import type { Settings } from '../internal/settings.js';
import type { LinearProblem } from '../linear-problem.js';
import type { Progress } from '../solve-options.js';
import { symmetricError } from './symmetric-iteration.js';

/** Steps between two looks at the device, each of which divides the error by eight or more: the first look finds most problems solved. */
const MOST_STEPS = 4;

/** The whole solve of a measure against itself, as a generator that yields each time that the device has been read. */
export async function* runSymmetricOnDevice(
  problem: LinearProblem,
  { threshold, maxIterations }: Settings,
  { pairwise, stepsAtOnce }: DeviceWorkbench,
): AsyncGenerator<Stretch, Outcome> {
  const { a, epsilon } = problem;
  const relaxed = relaxation(problem);
  const logA = a.map((weight) => epsilon * Math.log(weight));
  try {
    let potential = new Float64Array(a.length);
    const errors: number[] = [];
    for (let error = Infinity; error > threshold && errors.length < maxIterations; ) {
      const count = Math.min(MOST_STEPS, stepsAtOnce, maxIterations - errors.length);
      const start = { logA, tau: relaxed.tauA, potential };
      const progress: Progress[] = [];
      for (const { once, twice } of await pairwise.average(epsilon, start, count)) {
        potential = once.map((value, i) => (value + twice[i]) / 2);
        error = symmetricError(a, relaxed, once, (i) => (once[i] - twice[i]) / epsilon);
        errors.push(error);
        progress.push({ iteration: errors.length, maxIterations, error, threshold, epsilon });
      }
      yield { progress, potentials: { f: potential, g: potential } };
    }
    const reached = { f: potential, g: potential.slice() };
    const measured = await measureOnDevice(problem, pairwise, reached);
    const status = statusOf(errors.at(-1)!, measured, threshold, 'float32');
    return { ...reached, ...measured, status, errors: Float64Array.from(errors) };
  } finally {
    pairwise.release();
  }
}
