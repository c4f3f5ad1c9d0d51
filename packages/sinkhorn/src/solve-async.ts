import type { AsyncExecutor } from '@monge/ndarray';
import { conclude } from './internal/conclude.js';
import { deviceSettings } from './internal/device-settings.js';
import { deviceWorkbench } from './internal/device-workbench.js';
import { driveAsync, driveInTurns } from './internal/drive.js';
import { initialised } from './internal/initialised.js';
import { refuseIfAborted, report, reportStretch } from './internal/report.js';
import { run } from './internal/run.js';
import { runOnDevice } from './internal/run-on-device.js';
import { settings } from './internal/settings.js';
import type { LinearProblem } from './linear-problem.js';
import type { Solution } from './solution.js';
import type { SolveAsyncOptions, SolveOptions } from './solve-options.js';

/**
 * {@link solve}, handing the thread back: pages stay alive, progress is drawn, and a signal can fire from outside.
 *
 * On an executor of the processor the result is that of `solve` to the bit, and the thread is handed back every few tens of milliseconds.
 *
 * On an asynchronous executor, such as a graphics processor, everything is computed in float32 and in the log domain, up to ten iterations
 * between two looks at the device (fewer where one takes long). At these looks convergence is tested, momentum started anew, `onProgress` called for
 * each iteration since the last, and the signal heeded. Errors of the marginals below some 1e-7 times the largest potential over ε cannot be
 * told from rounding: for a lower threshold the status is `'maxIterations'`, and the potentials are a good `init` for `solve`. What the solution is
 * asked for later runs on the processor, in the precision of the geometry.
 *
 * @throws as {@link solve}, by rejecting.
 * @throws {UnsupportedError} for `mode: 'kernel'`, `'anderson'` and `'overRelaxation'` on an asynchronous executor, when the problem does not fit on the device, and when
 * the device fails.
 *
 * @example
 * ```ts
 * import { denseCost, linearProblem, solveAsync } from '@monge/sinkhorn';
 *
 * const solution = await solveAsync(linearProblem(denseCost([[0, 1], [1, 0]]), { epsilon: 0.1 }));
 * solution.status; // → 'converged'
 * ```
 */
export async function solveAsync(problem: LinearProblem, options: SolveAsyncOptions = {}): Promise<Solution> {
  return solveForAsync('sinkhorn.solveAsync', problem, options);
}

/** {@link solveAsync} for another function, which errors name. */
export async function solveForAsync(
  caller: string,
  problem: LinearProblem,
  options: SolveAsyncOptions,
): Promise<Solution> {
  const { executor, ...rest } = options;
  if (executor === undefined) return solveInTurns(caller, problem, rest);
  return 'asynchronous' in executor
    ? solveOnDevice(caller, problem, rest, executor)
    : solveInTurns(caller, problem, { ...rest, executor });
}

async function solveInTurns(
  caller: string,
  problem: LinearProblem,
  options: SolveOptions,
): Promise<Solution> {
  const chosen = settings(problem, options, caller);
  refuseIfAborted(problem, chosen, options);
  const iterations = run(problem, initialised(problem, chosen, options));
  return conclude(problem, chosen, await driveInTurns(iterations, (step) => report(step, options, caller)));
}

async function solveOnDevice(
  caller: string,
  problem: LinearProblem,
  options: Omit<SolveOptions, 'executor'>,
  executor: AsyncExecutor,
): Promise<Solution> {
  const chosen = deviceSettings(problem, options, executor, caller);
  refuseIfAborted(problem, chosen, options);
  const start = initialised(problem, chosen, options);
  const stretches = runOnDevice(problem, start, deviceWorkbench(problem, executor, caller));
  const outcome = await driveAsync(stretches, (stretch) => reportStretch(stretch, options, caller));
  return conclude(problem, chosen, outcome, { name: executor.name, threads: 1 });
}
