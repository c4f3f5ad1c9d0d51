import type { AsyncExecutor } from '@monge/ndarray';
import { conclude } from '../../internal/conclude.js';
import { deviceSettings } from '../../internal/device-settings.js';
import { driveAsync } from '../../internal/drive.js';
import { initialised } from '../../internal/initialised.js';
import { runOnDevice } from '../../internal/run-on-device.js';
import type { LinearProblem } from '../../linear-problem.js';
import type { Solution } from '../../solution.js';
import type { SolveBatchOptions } from '../batch-options.js';
import { deviceWorkbenches } from './device-workbenches.js';
import { inProblem } from './in-problem.js';
import { refuseIfAborted } from './refuse.js';

/** Solves all problems at once on a device, each to its own end. When one fails, or the signal fires, all end and give their memory back. */
export async function solveSideBySide(
  problems: readonly LinearProblem[],
  { init, onProgress, signal, ...options }: Omit<SolveBatchOptions, 'executor'>,
  executor: AsyncExecutor,
  caller: string,
): Promise<readonly Solution[]> {
  const starts = problems.map((problem, k) =>
    inProblem(k, () => {
      const own = init === undefined ? options : { ...options, init: init[k] };
      return initialised(problem, deviceSettings(problem, own, executor, caller), own);
    }),
  );
  const workbenches = deviceWorkbenches(problems, executor, caller);
  const found: (Solution | undefined)[] = problems.map(() => undefined);
  const solved = () => found.filter((solution) => solution !== undefined);
  let done = 0;
  let failure: { readonly reason: unknown } | undefined;

  function heed(): void {
    if (failure !== undefined) throw failure.reason;
    if (signal?.aborted) refuseIfAborted(caller, signal, solved());
  }

  async function solveOne(problem: LinearProblem, k: number): Promise<void> {
    try {
      const outcome = await driveAsync(runOnDevice(problem, starts[k], workbenches[k]), heed);
      if (failure !== undefined) return;
      found[k] = conclude(problem, starts[k], outcome, { name: executor.name, threads: 1 });
      onProgress?.({ solved: ++done, size: problems.length });
      heed();
    } catch (reason) {
      failure ??= { reason };
    }
  }

  await Promise.all(problems.map(solveOne));
  if (failure !== undefined) throw failure.reason;
  return solved();
}
