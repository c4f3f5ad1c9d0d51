import { driveInTurns } from '../internal/drive.js';
import type { LinearProblem } from '../linear-problem.js';
import type { Solution } from '../solution.js';
import type { SolveBatchAsyncOptions, SolveBatchOptions } from './batch-options.js';
import type { BatchSolution } from './batch-solution.js';
import { gather } from './internal/gather.js';
import { refuseIfAborted, refuseUnlessBatch } from './internal/refuse.js';
import { runBatch } from './internal/run-batch.js';
import { solveSideBySide } from './internal/solve-side-by-side.js';

const caller = 'sinkhorn.solveBatchAsync';

/**
 * {@link solveBatch}, handing the thread back every few tens of milliseconds; the result is the same to the bit.
 *
 * On an asynchronous executor, such as a graphics processor, all problems run side by side, as each would by `solveAsync`: the device takes the steps of those that are not yet done in
 * one go, and is read once for all of them. The `partial` of an `AbortedError` has the solutions of those that were done.
 *
 * @throws as {@link solveBatch}, by rejecting, and as `solveAsync` on an asynchronous executor.
 *
 * @example
 * ```ts
 * import { denseCosts, linearProblems, solveBatchAsync } from '@monge/sinkhorn/batch';
 *
 * const problems = linearProblems(denseCosts([[[0, 1], [1, 0]], [[0, 2, 1]]]), { epsilon: [0.1, 1] });
 * const batch = await solveBatchAsync(problems);
 * batch.sourceOffsets; // → Int32Array [0, 2, 3]
 * ```
 */
export async function solveBatchAsync(
  problems: readonly LinearProblem[],
  options: SolveBatchAsyncOptions = {},
): Promise<BatchSolution> {
  const { executor, ...rest } = options;
  refuseUnlessBatch(caller, problems, rest);
  refuseIfAborted(caller, rest.signal, []);
  if (executor !== undefined && 'asynchronous' in executor) {
    return gather(await solveSideBySide(problems, rest, executor, caller));
  }
  return inTurns(problems, executor === undefined ? rest : { ...rest, executor });
}

async function inTurns(
  problems: readonly LinearProblem[],
  options: SolveBatchOptions,
): Promise<BatchSolution> {
  const { onProgress, signal } = options;
  const solutions: Solution[] = [];
  await driveInTurns(runBatch(problems, options, caller), (found) => {
    if ('status' in found) {
      solutions.push(found);
      onProgress?.({ solved: solutions.length, size: problems.length });
    }
    refuseIfAborted(caller, signal, solutions);
  });
  return gather(solutions);
}
