/** What is worth knowing beside the time: iterations, the error that was reached. */
export type Facts = Readonly<Record<string, number>>;

/** One way of doing the work of a case. */
export interface Contender {
  /** Does the work, several times if it is short; the seconds that one execution took, set-up excluded. */
  seconds(): number | Promise<number>;
  readonly facts?: Facts;
  /** The seconds of an execution while setting up, of a contender so slow that this one must do. */
  readonly once?: number | undefined;
}

/** How long a sample lasts at least, so that the clock's resolution and a stray interruption do not matter. */
export const SAMPLE_SECONDS = 0.05;

/** A contender of this process: `work` is repeated until a sample is long enough. */
export function timed(work: () => unknown, facts: Facts = {}): Contender {
  return {
    facts,
    seconds() {
      const start = performance.now();
      for (let runs = 1; ; runs++) {
        work();
        const elapsed = (performance.now() - start) / 1e3;
        if (elapsed >= SAMPLE_SECONDS) return elapsed / runs;
      }
    },
  };
}
