/** What is worth knowing beside the time: iterations, the error that was reached. */
export type Facts = Readonly<Record<string, number>>;

/** One way of doing the work of a case. */
export interface Contender {
  /** Does the work, for at least so many seconds and at least once; the seconds that one execution took, set-up excluded. */
  seconds(atLeast: number): number | Promise<number>;
  readonly facts?: Facts;
  /** The seconds of an execution while setting up, of a contender so slow that this one must do. */
  readonly once?: number | undefined;
}

/** A contender of this process. */
export function timed(work: () => unknown, facts: Facts = {}): Contender {
  return {
    facts,
    seconds(atLeast) {
      const start = performance.now();
      for (let runs = 0, elapsed = 0; ; ) {
        for (let more = nextBatch(runs, elapsed, atLeast); more > 0; more--, runs++) work();
        elapsed = (performance.now() - start) / 1e3;
        if (elapsed >= atLeast) return elapsed / runs;
      }
    },
  };
}

/** The same of work that answers later. */
export function timedLater(work: () => Promise<unknown>, facts: Facts = {}): Contender {
  return {
    facts,
    async seconds(atLeast) {
      const start = performance.now();
      for (let runs = 0, elapsed = 0; ; ) {
        for (let more = nextBatch(runs, elapsed, atLeast); more > 0; more--, runs++) await work();
        elapsed = (performance.now() - start) / 1e3;
        if (elapsed >= atLeast) return elapsed / runs;
      }
    },
  };
}

/**
 * How many executions before the next look at the clock, which takes about as long as an addition of short arrays: half
 * of what the sample still has room for, going by those that were.
 */
function nextBatch(runs: number, elapsed: number, atLeast: number): number {
  return elapsed > 0 ? Math.max(1, Math.floor((runs * (atLeast / elapsed - 1)) / 2)) : 1;
}
