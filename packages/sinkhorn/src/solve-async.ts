import { type AsyncExecutor, UnsupportedError } from '@monge/ndarray';
import { conclude } from './internal/conclude.js';
import { initialised } from './internal/initialised.js';
import { nextTask } from './internal/next-task.js';
import { aborted, refuseIfAborted, report } from './internal/report.js';
import { run } from './internal/run.js';
import { runOnDevice } from './internal/run-on-device.js';
import { settings } from './internal/settings.js';
import type { LinearProblem } from './linear-problem.js';
import type { Solution } from './solution.js';
import type { SolveAsyncOptions, SolveOptions } from './solve-options.js';

/** How long the thread is kept at a time, in milliseconds: two frames of a page. */
const TURN = 30;

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
 * @throws {UnsupportedError} for `mode: 'kernel'` on an asynchronous executor, when the problem does not fit on the device, and when
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
  const { executor, ...rest } = options;
  if (executor === undefined) return solveInTurns(problem, rest);
  return 'asynchronous' in executor
    ? solveOnDevice(problem, rest, executor)
    : solveInTurns(problem, { ...rest, executor });
}

async function solveInTurns(problem: LinearProblem, options: SolveOptions): Promise<Solution> {
  const chosen = settings(problem, options);
  refuseIfAborted(problem, chosen, options);
  const iterations = run(problem, initialised(problem, chosen, options));
  let turn = performance.now();
  for (;;) {
    const next = iterations.next();
    if (next.done) return conclude(problem, chosen, next.value);
    try {
      if (performance.now() - turn > TURN) {
        await nextTask();
        turn = performance.now();
      }
      report(next.value, options);
    } catch (error) {
      // Through the generator, which gives its memory back.
      iterations.throw(error);
    }
  }
}

async function solveOnDevice(
  problem: LinearProblem,
  options: Omit<SolveOptions, 'executor'>,
  executor: AsyncExecutor,
): Promise<Solution> {
  const { mode = 'auto', onProgress, signal } = options;
  if (mode === 'kernel') {
    throw new UnsupportedError(
      `sinkhorn.solveAsync: expected mode 'log' or 'auto' on ${executor.name} (kernels are not stored there), got 'kernel'; leave it out, or use an ` +
        'executor of @monge/ndarray/executors',
    );
  }
  const chosen = settings(problem, { ...options, mode: mode === 'auto' ? 'log' : mode });
  refuseIfAborted(problem, chosen, options);
  const stretches = runOnDevice(problem, initialised(problem, chosen, options), executor);
  for (;;) {
    const next = await stretches.next();
    if (next.done) return conclude(problem, chosen, next.value, { name: executor.name, threads: 1 });
    try {
      const { progress, potentials } = next.value;
      for (const step of progress) onProgress?.(step);
      if (signal?.aborted) throw aborted(progress.at(-1)!.iteration, potentials, signal.reason);
    } catch (error) {
      // Through the generator, which gives the memory of the device back.
      await stretches.throw(error);
    }
  }
}
