import { type AsyncExecutor, UnsupportedError } from '@monge/ndarray';
import type { LinearProblem } from '../linear-problem.js';
import type { SolveOptions } from '../solve-options.js';
import { type Settings, settings } from './settings.js';

/**
 * The settings of a solve on a device, which has the log form only, and momentum or nothing.
 *
 * @throws {UnsupportedError} when the options ask for anything else; and as `settings`.
 */
export function deviceSettings(
  problem: LinearProblem,
  options: Omit<SolveOptions, 'executor'>,
  executor: AsyncExecutor,
  caller: string,
): Settings {
  const { mode = 'auto', acceleration = 'nesterov' } = options;
  if (mode === 'kernel') {
    throw new UnsupportedError(
      `${caller}: expected mode 'log' or 'auto' on ${executor.name} (kernels are not stored there), got 'kernel'; leave it out, or use an ` +
        'executor of @monge/ndarray/executors',
    );
  }
  if (acceleration !== 'nesterov' && acceleration !== 'none') {
    throw new UnsupportedError(
      `${caller}: expected acceleration 'nesterov' or 'none' on ${executor.name} (steps are chained there, and looked at from time to time), got ` +
        `'${typeof acceleration === 'string' ? acceleration : acceleration.kind}'; leave it out, or use an executor of @monge/ndarray/executors`,
    );
  }
  return settings(problem, { ...options, acceleration, mode: mode === 'auto' ? 'log' : mode }, caller);
}
