import type { Executor } from '@monge/ndarray';
import type { Solution } from '../../solution.js';
import type { GromovProblem } from '../gromov-problem.js';
import type { SolveGromovOptions } from '../solve-gromov-options.js';
import { type Clouds, cloudOf, cloudsOf } from './cloud.js';
import { cloudForm } from './cloud-form.js';
import { denseForm } from './dense-form.js';
import { type Outcome, type Request, runGromov } from './run-gromov.js';
import { settingsOf } from './settings.js';

/** The run of a problem in the form that suits it. */
export function gromovRun(
  problem: GromovProblem,
  options: Omit<SolveGromovOptions, 'executor'>,
  executor: Executor,
  caller: string,
): Generator<Request, Outcome, Solution> {
  const limits = settingsOf(problem, options, caller);
  const clouds = cloudsIn(problem);
  return clouds === undefined
    ? runGromov(problem, denseForm(problem, executor), executor, limits, options, caller)
    : runGromov(problem, cloudForm(problem, clouds, executor), executor, limits, options, caller);
}

/** The clouds of a problem that squared distances are all there is to. */
function cloudsIn(problem: GromovProblem): Clouds | undefined {
  const { source, target, features, loss, alpha } = problem;
  const balanced = problem.tauA === 1 && problem.tauB === 1;
  if (loss !== 'square' || alpha === 0 || !balanced) return undefined;
  const [x, y] = [cloudOf(source), cloudOf(target)];
  if (x === undefined || y === undefined) return undefined;
  if (features === undefined) return { x, y };
  const between = cloudsOf(features);
  return between === undefined ? undefined : { x, y, features: between };
}
