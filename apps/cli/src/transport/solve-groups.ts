import { MongeError } from '@monge/ndarray';
import { solveBatchAsync } from '@monge/sinkhorn/batch';
import { InputError } from '../input-error.js';
import type { Io } from '../io.js';
import { batchProgressBar } from '../progress-bar.js';
import type { Group } from '../read/read-groups.js';
import { massBalance } from './mass-balance.js';
import { costOf, problemOf } from './problem-of.js';
import { refuseInitialiser } from './refuse-initialiser.js';
import { type Parameters, solveOptions } from './solve-input.js';
import type { Solved } from './solved.js';

/** The transport of one group of a batch. */
export interface SolvedGroup {
  readonly name: string;
  readonly solved: Solved;
}

/**
 * Solves the transport within each group, all in one batch, with a progress bar as `solveInput` has.
 *
 * @throws InputError for an unknown cost, and for a problem that cannot be solved; AbortedError when `io.signal` fires.
 */
export async function solveGroups(
  groups: readonly Group[],
  parameters: Parameters,
  { stderr, signal }: Io,
): Promise<readonly SolvedGroup[]> {
  const { threshold, weight, initialiser, unbalanced, json } = parameters;
  const bar = batchProgressBar(stderr, json !== true);
  const start = performance.now();
  try {
    const posed = groups.map((group) => {
      const cost = costOf(group, parameters.cost);
      const problem = inGroup(group, () => {
        const posed = problemOf(group, cost, parameters);
        refuseInitialiser(posed, cost, initialiser);
        return posed;
      });
      return { group, cost, problem };
    });
    const { solutions } = await solveBatchAsync(
      posed.map(({ problem }) => problem),
      { ...solveOptions(parameters), onProgress: bar.onProgress, ...(signal ? { signal } : {}) },
    );
    const seconds = (performance.now() - start) / 1000;
    return posed.map(({ group: { name, source, target }, cost }, k) => {
      const solution = solutions[k];
      const balance = unbalanced && massBalance(solution);
      const solved = { source, target, cost, weight, threshold, initialiser, solution, balance, seconds };
      return { name, solved };
    });
  } finally {
    bar.stop();
  }
}

function inGroup<T>({ source }: Group, pose: () => T): T {
  try {
    return pose();
  } catch (cause) {
    if (cause instanceof MongeError || cause instanceof InputError)
      throw new InputError(`${source.label}: ${cause.message}`, { cause });
    throw cause;
  }
}
