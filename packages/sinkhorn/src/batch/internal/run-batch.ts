import { conclude } from '../../internal/conclude.js';
import { initialised } from '../../internal/initialised.js';
import { run, type Step } from '../../internal/run.js';
import { type Settings, settings } from '../../internal/settings.js';
import type { LinearProblem } from '../../linear-problem.js';
import type { Solution } from '../../solution.js';
import type { SolveBatchOptions } from '../batch-options.js';
import { inProblem } from './in-problem.js';
import { optionsOf } from './options-of.js';
import { sharedSlots } from './slot.js';
import { isSmall, solveSmall } from './solve-small.js';

/**
 * Solves problems one after the other, as a generator for synchronous and asynchronous drivers alike: it yields the solution of each, and each step of
 * those that take long.
 */
export function* runBatch(
  problems: readonly LinearProblem[],
  options: SolveBatchOptions,
  caller: string,
): Generator<Solution | Step, void> {
  for (const [k, problem] of problems.entries()) {
    const own = optionsOf(options, k);
    const chosen = inProblem(k, () => initialised(problem, settings(problem, own, caller), own));
    const quick = quickly(problem, chosen);
    yield quick ?? conclude(problem, chosen, yield* run(problem, chosen));
  }
}

/** The solution by the kernels of small problems, where they lead to one; they run on this thread. */
function quickly(problem: LinearProblem, chosen: Settings): Solution | undefined {
  const slots = isSmall(problem, chosen) ? sharedSlots() : undefined;
  const outcome = slots && solveSmall(problem, chosen, slots);
  return outcome && conclude(problem, chosen, outcome, { name: 'wasm', threads: 1 });
}
