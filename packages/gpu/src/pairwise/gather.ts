import { nextTask } from '../engine/next-task.js';
import type { Calls } from './pack.js';

/** Runs some calls, one a problem at most, with a result for each problem. */
export type Run<Args, Result> = (calls: Calls<Args>) => Promise<readonly Result[]>;

/** The same for one call. */
export type Call<Args, Result> = (problem: number, args: Args) => Promise<Result>;

/**
 * Gathers the calls that the problems of a pack make in one turn of the event loop into one run. A second call of one problem in that turn waits for a run of its
 * own.
 */
export function gather<Args, Result>(problems: number, run: Run<Args, Result>): Call<Args, Result> {
  interface Turn {
    readonly calls: (Args | undefined)[];
    readonly results: Promise<readonly Result[]>;
  }
  let current: Turn | undefined;

  function openTurn(): Turn {
    const calls = new Array<Args | undefined>(problems).fill(undefined);
    async function close(): Promise<readonly Result[]> {
      await nextTask();
      if (current === turn) current = undefined;
      return run(calls);
    }
    const turn: Turn = { calls, results: close() };
    return turn;
  }

  return async (problem, args) => {
    if (current?.calls[problem] !== undefined) current = undefined;
    current ??= openTurn();
    const { calls, results } = current;
    calls[problem] = args;
    return (await results)[problem];
  };
}

/** For a pack of one problem: every call is a run. */
export function alone<Args, Result>(_: number, run: Run<Args, Result>): Call<Args, Result> {
  return async (_problem, args) => (await run([args]))[0];
}
