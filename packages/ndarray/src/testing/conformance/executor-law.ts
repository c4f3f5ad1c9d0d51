import type { AsyncExecutor } from '../../executors/async-executor.js';
import type { Executor } from '../../executors/executor.js';

/** An executor of either kind. */
export type AnyExecutor = Executor | AsyncExecutor;

/** Options of a law's check. */
export interface ExecutorCheckOptions {
  /** How many inputs are drawn. Default 50. */
  readonly runs?: number;
}

/** Something that is true of every correct executor. */
export interface ExecutorLaw {
  /** The law in a sentence. */
  readonly name: string;
  /** Why an executor is not put to this test, such as that it computes in float32 only; undefined if it is. */
  readonly exemption: (executor: AnyExecutor) => string | undefined;
  /**
   * Puts an executor to the test, on inputs that fast-check draws.
   *
   * @throws {Error} (rejects) when the law is broken, with the counterexample, the expected numbers, and those it got.
   */
  readonly check: (executor: AnyExecutor, options?: ExecutorCheckOptions) => Promise<void>;
}
