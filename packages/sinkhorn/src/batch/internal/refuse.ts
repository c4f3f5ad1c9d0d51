import { AbortedError, DomainError, ShapeError } from '@monge/ndarray';
import type { LinearProblem } from '../../linear-problem.js';
import type { Solution } from '../../solution.js';
import type { SolveBatchOptions } from '../batch-options.js';

/** Checks what `settings` does not see. */
export function refuseUnlessBatch(
  caller: string,
  problems: readonly LinearProblem[],
  { init }: Pick<SolveBatchOptions, 'init'>,
): void {
  if (!Array.isArray(problems) || problems.length === 0) {
    throw new DomainError(
      `${caller}: expected problems to be an array of one problem or more, as linearProblems makes, got ${Array.isArray(problems) ? 'none' : typeof problems}`,
    );
  }
  if (init !== undefined && init.length !== problems.length) {
    throw new ShapeError(
      `${caller}: expected init of length ${problems.length} (potentials to start from, for each problem), got ${init.length}`,
    );
  }
}

/** Stops between two steps, if the caller no longer wants them. */
export function refuseIfAborted(
  caller: string,
  signal: AbortSignal | undefined,
  solutions: readonly Solution[],
): void {
  if (!signal?.aborted) return;
  throw new AbortedError(
    `${caller}: aborted after ${solutions.length} problems; \`partial\` has their solutions`,
    { solutions },
    { cause: signal.reason },
  );
}
