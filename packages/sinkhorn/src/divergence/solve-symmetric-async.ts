import type { AsyncExecutor } from '@monge/ndarray';
import { conclude } from '../internal/conclude.js';
import { deviceSettings } from '../internal/device-settings.js';
import { deviceWorkbench } from '../internal/device-workbench.js';
import { driveAsync, driveInTurns } from '../internal/drive.js';
import { refuseIfAborted, report, reportStretch } from '../internal/report.js';
import { settings } from '../internal/settings.js';
import type { LinearProblem } from '../linear-problem.js';
import type { Solution } from '../solution.js';
import type { SolveAsyncOptions } from '../solve-options.js';
import { requireSymmetric } from './require-symmetric.js';
import { runSymmetric } from './run-symmetric.js';
import { runSymmetricOnDevice } from './run-symmetric-on-device.js';
import type { SolveSymmetricOptions } from './solve-symmetric.js';

export interface SolveSymmetricAsyncOptions
  extends Omit<SolveSymmetricOptions, 'executor'>,
    Pick<SolveAsyncOptions, 'executor'> {}

/**
 * {@link solveSymmetric}, handing the thread back, on any executor. On those of the processor the result is that of `solveSymmetric` to the bit; on an asynchronous one everything is
 * computed in float32 and in the log domain, as by `solveAsync`, up to four iterations between two looks at the device.
 *
 * @throws as `solveSymmetric`, by rejecting, and {UnsupportedError} as `solveAsync`.
 *
 * @example
 * ```ts
 * import { linearProblem, pointCloud, solveSymmetricAsync } from '@monge/sinkhorn';
 *
 * const x = [0, 1, 3];
 * const { f, g } = await solveSymmetricAsync(linearProblem(pointCloud(x, x), { epsilon: 1 }));
 * f.get(2) === g.get(2); // → true
 * ```
 */
export async function solveSymmetricAsync(
  problem: LinearProblem,
  options: SolveSymmetricAsyncOptions = {},
): Promise<Solution> {
  return solveSymmetricForAsync('sinkhorn.solveSymmetricAsync', problem, options);
}

/** {@link solveSymmetricAsync} for another function, which errors name. */
export async function solveSymmetricForAsync(
  caller: string,
  problem: LinearProblem,
  options: SolveSymmetricAsyncOptions,
): Promise<Solution> {
  requireSymmetric(problem, caller);
  const { executor, ...rest } = options;
  if (executor === undefined) return solveInTurns(caller, problem, rest);
  return 'asynchronous' in executor
    ? solveOnDevice(caller, problem, rest, executor)
    : solveInTurns(caller, problem, { ...rest, executor });
}

async function solveInTurns(
  caller: string,
  problem: LinearProblem,
  options: SolveSymmetricOptions,
): Promise<Solution> {
  const chosen = settings(problem, options, caller);
  refuseIfAborted(problem, chosen, options);
  const steps = runSymmetric(problem, chosen);
  return conclude(problem, chosen, await driveInTurns(steps, (step) => report(step, options, caller)));
}

async function solveOnDevice(
  caller: string,
  problem: LinearProblem,
  options: Omit<SolveSymmetricOptions, 'executor'>,
  executor: AsyncExecutor,
): Promise<Solution> {
  const chosen = deviceSettings(problem, options, executor, caller);
  refuseIfAborted(problem, chosen, options);
  const stretches = runSymmetricOnDevice(problem, chosen, deviceWorkbench(problem, executor, caller));
  const outcome = await driveAsync(stretches, (stretch) => reportStretch(stretch, options, caller));
  return conclude(problem, chosen, outcome, { name: executor.name, threads: 1 });
}
